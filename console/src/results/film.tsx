// A film in the grid: its picture, and the film itself, without its sound, while the pointer or the focus is on it.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { freshLink } from "./links.js";
import { Picture } from "./picture.js";
import type { Result } from "./result.js";

export function Film({ result, plays }: { result: Result; plays: boolean }) {
  const source = useSignal<string | undefined>(undefined);
  useEffect(() => {
    source.value = undefined;
    if (!plays) return;
    let left = false;
    freshLink(result).then(
      (url) => {
        if (!left) source.value = url;
      },
      () => undefined,
    );
    return () => {
      left = true;
      source.value = undefined;
    };
  }, [plays]);
  return (
    <>
      <Picture result={result} />
      {source.value !== undefined && <video class="seen playing" src={source.value} muted loop autoPlay playsInline tabIndex={-1} />}
    </>
  );
}
