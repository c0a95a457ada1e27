// A kit as it is being written. It is kept in this browser until it is saved or given up.

import type { BrandKit } from "@creative-hub/client";

import { draft } from "../api/draft.js";

export const MOST_COLORS = 5;
export const MOST_FONTS = 3;
export const LONGEST_VOICE = 500;

export interface KitForm {
  /** The kit's id, `new`, or nothing where nobody writes. */
  of: string;
  name: string;
  colors: readonly string[];
  fonts: readonly string[];
  /** As requests name it; empty where there is none. */
  logo: string;
  voice: string;
}

const NOTHING: KitForm = { of: "", name: "", colors: [], fonts: [], logo: "", voice: "" };

export const form = draft<KitForm>("brand", NOTHING);

/** Goes on with what was being written, if it was this kit. */
export function begin(kit: BrandKit | "new"): void {
  const of = kit === "new" ? "new" : kit.id;
  if (form.peek().of === of) return;
  form.value =
    kit === "new"
      ? { ...NOTHING, of }
      : { of, name: kit.name, colors: kit.colors, fonts: kit.fonts, logo: kit.logo ?? "", voice: kit.voice ?? "" };
}

export function write(change: Partial<KitForm>): void {
  form.value = { ...form.value, ...change };
}

export function giveUp(): void {
  form.value = NOTHING;
}

/** What the API is given. What was left empty is taken away. */
export function request({ name, colors, fonts, logo, voice }: KitForm) {
  return {
    name: name.trim(),
    colors: [...colors],
    fonts: fonts.map((font) => font.trim()).filter((font) => font !== ""),
    logo: logo === "" ? null : logo,
    voice: voice.trim() === "" ? null : voice.trim(),
  };
}
