// Whether something has come into sight: what is heavy waits for that.

import { useSignal, type ReadonlySignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

export function useSeen(place: RefObject<Element | null>): ReadonlySignal<boolean> {
  const seen = useSignal(false);
  useEffect(() => {
    if (!place.current) return;
    const watched = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      seen.value = true;
      watched.disconnect();
    });
    watched.observe(place.current);
    return () => watched.disconnect();
  }, []);
  return seen;
}
