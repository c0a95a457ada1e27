// Saves files of the library on this machine, under their names.

import type { DriveFile } from "@creative-hub/client";

import { hub } from "../api/hub.js";
import { note } from "../ui/notes.js";
import { save } from "../ui/save.js";
import { linkOf } from "./links.js";

export async function download(files: readonly DriveFile[]): Promise<void> {
  for (const file of files) {
    try {
      // Links show a file in a tab, so it is read first and saved from here.
      save(await hub.download(await linkOf(file.id)), file.name);
    } catch {
      note(`“${file.name}” could not be downloaded. Try again.`);
      return;
    }
  }
}
