// What a person is writing, kept in this browser: a reload, a closed tab or a session that is over loses nothing.

import { effect, signal, type Signal } from "@preact/signals";

/** A signal that outlives the page. Drafts of an older shape are merged into what a new page expects. */
export function draft<T extends object>(name: string, empty: T): Signal<T> {
  const place = `hub.draft.${name}`;
  const value = signal<T>({ ...empty, ...stored(place) });
  effect(() => {
    const text = JSON.stringify(value.value);
    try {
      localStorage.setItem(place, text);
    } catch {
      // A browser that stores nothing still has a page that works.
    }
  });
  return value;
}

function stored(place: string): object {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(place) ?? "{}");
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}
