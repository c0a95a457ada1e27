// A picture of a result in its place: its thumbnail, or the result itself where there is none. The link that it began with
// stays, so that the next reading of the jobs loads nothing twice.

import { useSignal } from "@preact/signals";

import { kindOf, type Result } from "./result.js";
import { renewed } from "./links.js";
import { Placeholder } from "./placeholder.js";

export function Picture({ result }: { result: Result }) {
  const source = useSignal(shownBy(result));
  const loaded = useSignal(false);
  const tries = useSignal(0);
  // What was made after this tile was drawn.
  if (source.value === undefined) source.value = shownBy(result);
  const failed = async () => {
    if (tries.value > 0) return;
    tries.value += 1;
    try {
      source.value = shownBy(await renewed(result));
    } catch {
      // The placeholder stays; the feed tells why nothing can be read.
    }
  };
  const url = source.value;
  const seen = loaded.value ? "seen" : undefined;
  const isFilm = url !== undefined && url === result.variant.url && kindOf(result.job) === "video";
  return (
    <>
      {!loaded.value && <Placeholder hash={result.variant.thumbhash} />}
      {url !== undefined && !isFilm && (
        <img class={seen} src={url} alt="" loading="lazy" decoding="async" draggable={false} onLoad={() => (loaded.value = true)} onError={failed} />
      )}
      {url !== undefined && isFilm && (
        <video class={seen} src={`${url}#t=0.5`} muted playsInline preload="metadata" tabIndex={-1} onLoadedData={() => (loaded.value = true)} onError={failed} />
      )}
    </>
  );
}

function shownBy({ variant }: Result): string | undefined {
  return variant.thumbnail_url ?? variant.url ?? undefined;
}
