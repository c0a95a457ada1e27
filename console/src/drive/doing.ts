// What is being done with one thing of the library in a place of its own: a name that is changed, a dialog that is open.

import { signal } from "@preact/signals";
import type { DriveFile } from "@creative-hub/client";

/** The id of the file or folder whose name is being changed. */
export const renaming = signal<string | undefined>(undefined);
export const sharing = signal<DriveFile | undefined>(undefined);
export const labelling = signal<readonly DriveFile[] | undefined>(undefined);
