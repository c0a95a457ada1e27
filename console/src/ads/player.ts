// The second that is shown, and playing on from it.

import { computed, effect, signal } from "@preact/signals";

import { ad } from "./drafts.js";
import { timelineOf } from "./timeline.js";

export const timeline = computed(() => timelineOf(ad.value));
export const at = signal(0);
export const playing = signal(false);

export function toggle(): void {
  if (!playing.peek() && at.peek() >= timeline.peek().total - 0.05) at.value = 0;
  playing.value = !playing.peek() && timeline.peek().total > 0;
}

export function seek(second: number): void {
  at.value = Math.max(0, Math.min(timeline.peek().total, second));
}

/** Runs as long as the page is there. */
export function startClock(): () => void {
  const stop = effect(() => {
    if (!playing.value) return;
    let before = performance.now();
    let frame = requestAnimationFrame(function tick(now) {
      const { total } = timeline.peek();
      at.value = Math.min(total, at.peek() + (now - before) / 1000);
      before = now;
      if (at.peek() >= total) playing.value = false;
      else frame = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(frame);
  });
  return () => {
    playing.value = false;
    stop();
  };
}
