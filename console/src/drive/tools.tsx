// Search, what is left out, the order, and grid or list.

import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { DriveFile } from "@creative-hub/client";

import { draft } from "../api/draft.js";
import { route } from "../route.js";
import { Icon } from "../ui/icon.js";
import { place, SORTS, visit, type Sort } from "./place.js";
import type { MediaKind } from "./kind.js";

const SEARCH_AFTER_MS = 250;
const KINDS: readonly { kind: MediaKind | undefined; text: string }[] = [
  { kind: undefined, text: "All" },
  { kind: "image", text: "Pictures" },
  { kind: "video", text: "Films" },
  { kind: "audio", text: "Sounds" },
];
const SORT_NAMES: Record<Sort, string> = { newest: "Newest first", name: "By name", size: "Largest first" };

/** How files are shown, kept in this browser. */
export const look = draft<{ view: "grid" | "list" }>("library.look", { view: "grid" });

export function Tools({ files }: { files: readonly DriveFile[] }) {
  const { kind, picked, label, sort } = place.value;
  return (
    <div class="drive-tools">
      <Search />
      <div class="row">
        {KINDS.map((option) => (
          <button key={option.text} type="button" class="chip" aria-pressed={kind === option.kind} onClick={() => visit({ kind: option.kind }, "replace")}>
            {option.text}
          </button>
        ))}
        <button type="button" class="chip" aria-pressed={picked} onClick={() => visit({ picked: !picked }, "replace")}>
          Picked
        </button>
        <Labels files={files} label={label} />
      </div>
      <div class="row push">
        <select
          class="input order"
          aria-label="Order"
          value={sort}
          onChange={({ currentTarget }) => visit({ sort: SORTS.find((sort) => sort === currentTarget.value) ?? "newest" }, "replace")}
        >
          {SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {SORT_NAMES[sort]}
            </option>
          ))}
        </select>
        <View />
      </div>
    </div>
  );
}

function View() {
  const { view } = look.value;
  return (
    <div class="segments" role="group" aria-label="View">
      <button type="button" aria-pressed={view === "grid"} aria-label="Grid" onClick={() => (look.value = { view: "grid" })}>
        <Icon name="grid" />
      </button>
      <button type="button" aria-pressed={view === "list"} aria-label="List" onClick={() => (look.value = { view: "list" })}>
        <Icon name="list" />
      </button>
    </div>
  );
}

/** The labels of what is shown, and the one that is asked for. */
function Labels({ files, label }: { files: readonly DriveFile[]; label: string | undefined }) {
  const labels = new Set(files.flatMap((file) => file.labels));
  if (label !== undefined) labels.add(label);
  return (
    <>
      {[...labels].sort().slice(0, 12).map((one) => (
        <button
          key={one}
          type="button"
          class="chip"
          aria-pressed={one === label}
          onClick={() => visit({ label: one === label ? undefined : one }, "replace")}
        >
          # {one}
        </button>
      ))}
    </>
  );
}

function Search() {
  const { search } = place.value;
  const typed = useSignal(search);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The shortcut from other pages leads to a search for nothing yet.
    if (route.peek().query.has("search")) input.current?.focus();
  }, []);
  // With the page that it belongs to, and not a moment later: what is typed by then stays.
  useLayoutEffect(() => {
    if (search !== typed.peek().trim()) typed.value = search;
  }, [search]);
  useEffect(() => {
    const wanted = typed.value.trim();
    if (wanted === place.peek().search) return;
    const timer = setTimeout(() => visit({ search: wanted }, "replace"), SEARCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, [typed.value]);
  return (
    <input
      ref={input}
      type="search"
      class="input search"
      aria-label="Search the library by name"
      placeholder="Search by name"
      value={typed.value}
      onInput={({ currentTarget }) => (typed.value = currentTarget.value)}
    />
  );
}
