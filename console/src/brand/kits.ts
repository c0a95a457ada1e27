// The team's brand kits: read a page at a time, with what this tab has changed.

import { signal } from "@preact/signals";
import type { BrandKit } from "@creative-hub/client";

import { hub } from "../api/hub.js";
import { usePages, type Paged } from "../api/pages.js";
import { confirmed } from "../ui/confirm.js";

const PAGE = 30;

/** The kit that is being changed, or a new one. */
export const editing = signal<BrandKit | "new" | undefined>(undefined);

export function useKits(): Paged<BrandKit> {
  return usePages((signal) => hub.brandKits.list({ limit: PAGE }, { signal }), []);
}

/** The kits with this one as it is now, the newest first. */
export function withKit(kits: readonly BrandKit[], kit: BrandKit): BrandKit[] {
  const known = kits.some(({ id }) => id === kit.id);
  return known ? kits.map((one) => (one.id === kit.id ? kit : one)) : [kit, ...kits];
}

/** Whether it was deleted. */
export async function deleteKit({ id, name }: BrandKit): Promise<boolean> {
  const sure = await confirmed({
    title: `Delete the brand kit “${name}”?`,
    text: "What was made with it stays as it is. New requests can no longer name it.",
    yes: "Delete it",
  });
  if (sure) await hub.brandKits.delete(id);
  return sure;
}
