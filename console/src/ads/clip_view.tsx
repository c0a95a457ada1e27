// One clip upon the stage, as far as its transition has come.

import type { CSSProperties } from "preact";
import { useRef } from "preact/hooks";

import { ad, changeClip } from "./drafts.js";
import { useFollow } from "./follow.js";
import { at, timeline } from "./player.js";
import { useLink } from "./sources.js";
import { comingIn, isSeen, type Shown } from "./timeline.js";
import type { TransitionKind } from "./ad.js";

export function ClipView({ shown, n }: { shown: Shown; n: number }) {
  const link = useLink(shown.clip.media.source);
  if (link === undefined || !isSeen(timeline.value, n, at.value)) return null;
  const { clip } = shown;
  const style = { background: clip.background ?? "black", ...arriving(ad.value.transition.type, comingIn(timeline.value, n, at.value)) };
  return (
    <div class="ad-clip" style={style}>
      {clip.fit === "blur" && <Source shown={shown} link={link} class="ground" />}
      <Source shown={shown} link={link} class={clip.fit === "cover" ? "cover" : "contain"} />
    </div>
  );
}

function Source({ shown: { clip, from, to }, link, class: name }: { shown: Shown; link: string; class: string }) {
  const film = useRef<HTMLVideoElement>(null);
  useFollow(film, (clip.start ?? 0) + Math.max(0, Math.min(at.value - from, to - from - 0.04)), name === "ground" ? 0 : 1);
  if (clip.media.kind === "image") return <img class={name} src={link} alt="" />;
  const measured = () => {
    const seconds = film.current?.duration;
    if (clip.media.seconds === undefined && seconds !== undefined && Number.isFinite(seconds)) {
      changeClip(clip.key, { media: { ...clip.media, seconds } });
    }
  };
  return <video ref={film} class={name} src={link} preload="auto" playsInline onLoadedMetadata={measured} />;
}

function arriving(kind: TransitionKind, part: number): CSSProperties {
  if (part >= 1) return {};
  const left = `${(1 - part) * 100}%`;
  switch (kind) {
    case "wipeleft":
      return { clipPath: `inset(0 0 0 ${left})` };
    case "wiperight":
      return { clipPath: `inset(0 ${left} 0 0)` };
    case "slideleft":
      return { transform: `translateX(${left})` };
    case "slideright":
      return { transform: `translateX(-${left})` };
    case "slideup":
      return { transform: `translateY(${left})` };
    case "slidedown":
      return { transform: `translateY(-${left})` };
    case "circleopen":
      return { clipPath: `circle(${part * 71}% at 50% 50%)` };
    default:
      return { opacity: part };
  }
}
