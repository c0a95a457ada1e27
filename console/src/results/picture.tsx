// A picture of a result in its place: its thumbnail, or the result itself where there is none. The link that it began with
// stays, so that the next reading of the jobs loads nothing twice.

import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";

import { kindOf, type Result } from "./result.js";
import { renewed } from "./links.js";
import { Placeholder } from "./placeholder.js";
import { useSeen } from "./seen.js";

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
      source.value = another(shownBy(await renewed(result)), source.value);
    } catch {
      // The placeholder stays; the feed tells why nothing can be read.
    }
  };
  const { value: shown } = source;
  const seen = loaded.value ? "seen" : undefined;
  const arrived = () => void (loaded.value = true);
  return (
    <>
      {!loaded.value && <Placeholder hash={result.variant.thumbhash} />}
      {shown?.by === "picture" && <img class={seen} src={shown.url} alt="" loading="lazy" decoding="async" draggable={false} onLoad={arrived} onError={failed} />}
      {shown?.by === "frame" && (
        <Frame class={seen} url={shown.url} onArrived={arrived} onFailed={failed} />
      )}
    </>
  );
}

interface FrameProps {
  class: string | undefined;
  url: string;
  onArrived: () => void;
  onFailed: () => void;
}

/** Browsers load pictures late by themselves, and films not. */
function Frame({ class: name, url, onArrived, onFailed }: FrameProps) {
  const video = useRef<HTMLVideoElement>(null);
  const seen = useSeen(video);
  const source = seen.value ? `${url}#t=0.5` : undefined;
  return <video ref={video} class={name} src={source} muted playsInline preload="metadata" tabIndex={-1} onLoadedData={onArrived} onError={onFailed} />;
}

interface Shown {
  /** A frame of the film itself stands for a film that has no thumbnail. */
  by: "picture" | "frame";
  url: string;
}

/** A link that was signed again within the same second is the same, and a browser would not try it again. */
function another(shown: Shown | undefined, before: Shown | undefined): Shown | undefined {
  return shown && shown.url === before?.url ? { ...shown, url: `${shown.url}#again` } : shown;
}

function shownBy({ job, variant }: Result): Shown | undefined {
  if (variant.thumbnail_url) return { by: "picture", url: variant.thumbnail_url };
  return variant.url ? { by: kindOf(job) === "video" ? "frame" : "picture", url: variant.url } : undefined;
}
