// A small picture of something: its thumbnail, or until there is one the thing itself. It keeps its place meanwhile.

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { Placeholder } from "../results/placeholder.js";
import { Icon } from "../ui/icon.js";
import type { MediaKind } from "./kind.js";

export interface ThumbnailProps {
  kind: MediaKind;
  thumbnail?: string | undefined;
  /** Its colours, until it is there. */
  hash?: string | undefined;
  /** The thing itself, asked for when it comes into sight and has no thumbnail. */
  link: () => Promise<string>;
}

export function Thumbnail({ kind, thumbnail, hash, link }: ThumbnailProps) {
  if (kind === "audio") {
    return (
      <span class="thumbnail sound">
        <Icon name="sound" />
      </span>
    );
  }
  return <Seen kind={kind} thumbnail={thumbnail} hash={hash} link={link} />;
}

function Seen({ kind, thumbnail, hash, link }: ThumbnailProps) {
  const loaded = useSignal(false);
  // Links to thumbnails end, and a tab may be older than that.
  const failed = useSignal(false);
  if (thumbnail === undefined || failed.value) return <Itself kind={kind} link={link} />;
  return (
    <span class="thumbnail">
      {!loaded.value && <Placeholder hash={hash} />}
      <img
        src={thumbnail}
        alt=""
        loading="lazy"
        decoding="async"
        draggable={false}
        onLoad={() => (loaded.value = true)}
        onError={() => (failed.value = true)}
      />
    </span>
  );
}

function Itself({ kind, link }: Pick<ThumbnailProps, "kind" | "link">) {
  const place = useRef<HTMLSpanElement>(null);
  const source = useSignal<string | undefined>(undefined);
  useEffect(() => {
    if (!place.current) return;
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      seen.disconnect();
      link().then(
        (url) => (source.value = url),
        () => undefined,
      );
    });
    seen.observe(place.current);
    return () => seen.disconnect();
  }, []);
  return (
    <span ref={place} class="thumbnail">
      {source.value !== undefined && kind === "image" && <img src={source.value} alt="" decoding="async" draggable={false} />}
      {source.value !== undefined && kind === "video" && <video src={`${source.value}#t=0.5`} muted playsInline preload="metadata" tabIndex={-1} />}
    </span>
  );
}
