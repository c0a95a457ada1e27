// Short notes at the foot of the window: what was just done, and perhaps a way on. They go by themselves.

import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

const SECONDS = 6;

interface Note {
  id: number;
  text: string;
  link?: { text: string; href: string };
}

const shown = signal<readonly Note[]>([]);
let last = 0;

export function note(text: string, link?: Note["link"]): void {
  last += 1;
  const id = last;
  shown.value = [...shown.value.slice(-2), link ? { id, text, link } : { id, text }];
  setTimeout(() => (shown.value = shown.value.filter((note) => note.id !== id)), SECONDS * 1_000);
}

/** Stands once in the frame, so that screen readers hear what is put in. */
export function Notes() {
  const place = useRef<HTMLDivElement>(null);
  // A dialog that was opened later would hide them: what is raised last is above everything.
  useEffect(() => {
    place.current?.hidePopover();
    place.current?.showPopover();
  }, [shown.value]);
  return (
    <div ref={place} class="notes" role="status" popover="manual">
      {shown.value.map(({ id, text, link }) => (
        <div key={id} class="note">
          <span>{text}</span>
          {link && (
            <a class="push" href={link.href}>
              {link.text}
            </a>
          )}
        </div>
      ))}
    </div>
  );
}
