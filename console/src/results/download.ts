// Saves a result on this machine under the name that the drive has for it. A browser only opens links of another host, so
// the bytes are fetched first.

import { hub } from "../api/hub.js";
import { freshLink } from "./links.js";
import type { Result } from "./result.js";

/** Links to results are gone from here after this; saving has begun long before. */
const KEPT_MS = 60_000;

export async function download(result: Result): Promise<void> {
  const link = await freshLink(result);
  if (link === undefined) return;
  const url = URL.createObjectURL(await hub.download(link));
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = nameOf(link);
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}

/** The link tells the storage which name to say. */
function nameOf(link: string): string {
  const { pathname, searchParams } = new URL(link);
  const said = /filename="([^"]+)"/.exec(searchParams.get("response-content-disposition") ?? "")?.[1];
  return said ?? pathname.split("/").at(-1) ?? "result";
}
