// Which results the viewer shows: the one that was opened, and its neighbours.

import { signal } from "@preact/signals";

import type { Result } from "./result.js";

export type Viewed = { what: "one"; at: number; among: readonly Result[] } | { what: "two"; pair: readonly [Result, Result] };

export const viewed = signal<Viewed | undefined>(undefined);
