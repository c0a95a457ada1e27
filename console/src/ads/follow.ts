// Keeps a film or a sound of the browser at the second that the ad is at.

import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

import { at, playing } from "./player.js";

/** More than this apart while playing is put right; less would only stutter. */
const SLACK = 0.25;

export function useFollow(element: RefObject<HTMLMediaElement | null>, second: number, volume: number): void {
  useEffect(() => {
    const media = element.current;
    if (!media) return;
    media.muted = volume === 0;
    media.volume = Math.min(1, volume);
    const slack = playing.value ? SLACK : 0.02;
    if (Math.abs(media.currentTime - second) > slack) media.currentTime = second;
    // A browser that does not let it play yet shows it as it stands.
    if (playing.value && media.paused) media.play().catch(() => undefined);
    if (!playing.value && !media.paused) media.pause();
  }, [at.value, playing.value, second, volume]);
}
