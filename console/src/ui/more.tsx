// The foot of a list that goes on: reads the next page as soon as it is seen, and says what went wrong.

import { useEffect, useRef } from "preact/hooks";

import type { Paged } from "../api/pages.js";
import { Failed } from "./failed.js";

/** So far ahead that the last row is out of sight when the next page joins it. */
const AHEAD_PX = 1_500;

export function More<T>({ of }: { of: Paged<T> }) {
  const foot = useRef<HTMLDivElement>(null);
  const state = of.state.value;
  // Watched anew after each page, because a foot that stays in sight is not reported twice.
  useEffect(() => {
    if (state !== "ready" || !foot.current) return;
    const seen = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) of.more();
      },
      { root: scrollerOf(foot.current), rootMargin: `${AHEAD_PX}px` },
    );
    seen.observe(foot.current);
    return () => seen.disconnect();
  }, [of, state]);
  if (of.problem.value) return <Failed problem={of.problem.value} again={of.more} />;
  return <div ref={foot} class="more" aria-busy={state === "reading"} />;
}

/** What the list scrolls in: the margin counts from its edge, and not from the window's. */
function scrollerOf(element: Element): Element | null {
  const { parentElement: outer } = element;
  if (!outer) return null;
  return /auto|scroll/.test(getComputedStyle(outer).overflowY) ? outer : scrollerOf(outer);
}
