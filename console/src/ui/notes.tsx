// Short notes at the foot of the window: what was just done, and perhaps a way on. They go by themselves.

import { signal } from "@preact/signals";

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
  return (
    <div class="notes" role="status">
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
