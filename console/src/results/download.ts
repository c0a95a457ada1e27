// Saves a result on this machine under the name that the drive has for it. A browser only opens links of another host, so
// the bytes are fetched first.

import { hub } from "../api/hub.js";
import { save } from "../ui/save.js";
import { freshLink } from "./links.js";
import type { Result } from "./result.js";

export async function download(result: Result): Promise<void> {
  const link = await freshLink(result);
  if (link === undefined) return;
  save(await hub.download(link), nameOf(link));
}

/** The link tells the storage which name to say. */
function nameOf(link: string): string {
  const { pathname, searchParams } = new URL(link);
  const said = /filename="([^"]+)"/.exec(searchParams.get("response-content-disposition") ?? "")?.[1];
  return said ?? pathname.split("/").at(-1) ?? "result";
}
