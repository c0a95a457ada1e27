// What a file can be used for on other pages, as buttons of a menu or of a row.

import type { DriveFile } from "@creative-hub/client";

import { handOver, type Handoff, type Media } from "../handoff.js";
import { note } from "../ui/notes.js";
import { kindOfMime } from "./kind.js";
import { mediaOfFile } from "./media.js";

interface Use {
  text: string;
  of: (media: Media) => Handoff;
}

const ANIMATE: Use = { text: "Animate", of: (media) => ({ to: "create", what: "animate", media }) };
const REFERENCE: Use = { text: "Use as reference", of: (media) => ({ to: "create", what: "reference", media }) };
const ADD: Use = { text: "Add to ad", of: (media) => ({ to: "ads", what: "add", media }) };

export function Uses({ file, class: name }: { file: DriveFile; class?: string }) {
  const uses = kindOfMime(file.mime) === "image" ? [ANIMATE, REFERENCE, ADD] : [ADD];
  return (
    <>
      {uses.map((use) => (
        <button key={use.text} type="button" class={name} onClick={() => void begin(file, use)}>
          {use.text}
        </button>
      ))}
    </>
  );
}

async function begin(file: DriveFile, use: Use): Promise<void> {
  try {
    handOver(use.of(await mediaOfFile(file)));
  } catch {
    note("This file cannot be read just now.");
  }
}
