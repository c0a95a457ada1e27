// The foot of the grid: reads older jobs as soon as it comes near.

import { useEffect, useRef } from "preact/hooks";

import { feedIsRead } from "../api/feed.js";
import { Failed } from "../ui/failed.js";
import { olderProblem, olderState, readOlder } from "./known.js";

export function Foot() {
  const foot = useRef<HTMLDivElement>(null);
  const state = feedIsRead.value ? olderState.value : "reading";
  // Watched anew after each page, because a foot that stays in sight is not reported twice.
  useEffect(() => {
    if (state !== "ready" || !foot.current) return;
    const watched = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void readOlder();
    });
    watched.observe(foot.current);
    return () => watched.disconnect();
  }, [state]);
  return (
    <div class="results-foot">
      <div ref={foot} class="results-end" />
      {olderProblem.value && <Failed problem={olderProblem.value} again={() => void readOlder()} />}
    </div>
  );
}
