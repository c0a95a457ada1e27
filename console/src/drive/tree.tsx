// Folders as a tree. What is within a folder is drawn when it is opened. Arrows up and down walk, right opens, left closes.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ComponentChildren } from "preact";
import type { Folder } from "@creative-hub/client";

import { Icon } from "../ui/icon.js";
import { foldersIn, pathTo } from "./folders.js";

export interface TreeProps {
  label: string;
  /** The way to this folder is open. `null` is the root. */
  current: string | null;
  /** Draws a folder as a link or a button with the class `branch-item`. `undefined` is the root. */
  item: (folder: Folder | undefined) => ComponentChildren;
}

interface BranchProps {
  folder: Folder;
  isOpen: (id: string) => boolean;
  turn: (id: string, open: boolean) => void;
  item: TreeProps["item"];
}

export function Tree({ label, current, item }: TreeProps) {
  const opened = useSignal<ReadonlySet<string>>(new Set());
  const way = pathTo(current).slice(0, -1);
  useEffect(() => {
    opened.value = new Set([...opened.value, ...way.map(({ id }) => id)]);
  }, [way.map(({ id }) => id).join()]);
  const turn = (id: string, open: boolean) => {
    const next = new Set(opened.value);
    if (open) next.add(id);
    else next.delete(id);
    opened.value = next;
  };
  return (
    <ul class="tree" aria-label={label} onKeyDown={step}>
      <li>{item(undefined)}</li>
      {foldersIn(null).map((folder) => (
        <Branch key={folder.id} folder={folder} isOpen={(id) => opened.value.has(id)} turn={turn} item={item} />
      ))}
    </ul>
  );
}

function Branch({ folder, isOpen, turn, item }: BranchProps) {
  const { id, name } = folder;
  const within = foldersIn(id);
  const open = isOpen(id);
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    event.preventDefault();
    event.stopPropagation();
    turn(id, event.key === "ArrowRight");
  };
  return (
    <li>
      <div class="branch" onKeyDown={pressed}>
        {within.length > 0 && (
          <button type="button" class="branch-turn" aria-expanded={open} aria-label={`What is in ${name}`} onClick={() => turn(id, !open)}>
            <Icon name={open ? "down" : "forward"} />
          </button>
        )}
        {item(folder)}
      </div>
      {open && within.length > 0 && (
        <ul>
          {within.map((inner) => (
            <Branch key={inner.id} folder={inner} isOpen={isOpen} turn={turn} item={item} />
          ))}
        </ul>
      )}
    </li>
  );
}

function step(event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  if (!(event.currentTarget instanceof Element)) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(".branch-item")];
  const at = items.findIndex((item) => item.closest("div, li")?.contains(document.activeElement));
  event.preventDefault();
  items[at + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
}
