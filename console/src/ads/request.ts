// From an ad to its request, and back. What is as the API has it by itself is left out.

import type { Ad, AdRequest } from "./ad.js";
import { clipOf, emptyAd, newKey } from "./ad.js";
import { mediaOfSource } from "./sources.js";

export function isStill(ad: Ad): boolean {
  return ad.output !== "mp4";
}

export function requestOf(ad: Ad): AdRequest {
  const still = isStill(ad);
  const when = (start: number | null, end: number | null) => (still ? {} : given({ start, end }));
  const request: AdRequest = {
    aspect_ratio: ad.ratio,
    resolution: ad.resolution,
    output: ad.output,
    clips: ad.clips.map(({ media, start, end, duration, fit, background }) => ({
      source: media.source,
      fit,
      ...given({ background }),
      ...(still ? {} : media.kind === "image" ? given({ duration }) : given({ start, end })),
    })),
    texts: ad.texts.map(({ text, position, align, size, color, box, start, end }) => ({
      text,
      position,
      size,
      ...given({ align, color }),
      ...(box === null || box === false ? {} : { box }),
      ...when(start, end),
    })),
    overlays: ad.overlays.map(({ media, position, width, opacity, start, end }) => ({
      source: media.source,
      position,
      width,
      opacity,
      ...when(start, end),
    })),
    safe_area: ad.safeArea,
  };
  if (ad.brandKit !== null) request.brand_kit_id = ad.brandKit;
  if (still) return request;
  if (ad.transition.type !== "none") request.transition = ad.transition;
  if (ad.narration) request.narration = { source: ad.narration.media.source, volume: ad.narration.volume };
  if (ad.music) request.music = { source: ad.music.media.source, volume: ad.music.volume, duck: ad.music.duck };
  request.loudness = ad.loudness;
  return request;
}

/** The same ad as one still: the clip at this place, and what lies upon it at that second. */
export function stillOf(ad: Ad, clip: number, at: number): AdRequest {
  const seen = ({ start, end }: { start: number | null; end: number | null }) => (start ?? 0) <= at && at < (end ?? Infinity);
  return requestOf({
    ...ad,
    output: "jpg",
    clips: ad.clips.slice(clip, clip + 1),
    texts: ad.texts.filter(seen),
    overlays: ad.overlays.filter((overlay) => seen(overlay) && overlay.media.kind === "image"),
  });
}

/** An ad from a request, such as a job's or a pasted one. Colours that a brand kit gave are the kit's again. */
export async function adOf(request: AdRequest, name: string): Promise<Ad> {
  const colors = appliedColors(request);
  const own = <T>(field: string, color: T): T | null => (colors.has(field) ? null : color);
  const empty = emptyAd(name);
  const clips = request.clips.map(async (clip, n) => ({
    ...clipOf(await mediaOfSource(clip.source, clip.start != null || clip.end != null ? "video" : "image")),
    start: clip.start ?? null,
    end: clip.end ?? null,
    duration: clip.duration ?? null,
    fit: clip.fit ?? "cover",
    background: own(`clips[${n}].background`, clip.background ?? null),
  }));
  const overlays = (request.overlays ?? []).map(async (overlay) => ({
    key: newKey(),
    media: await mediaOfSource(overlay.source, "image"),
    position: overlay.position ?? "bottom_center",
    width: overlay.width ?? 0.25,
    opacity: overlay.opacity ?? 1,
    start: overlay.start ?? null,
    end: overlay.end ?? null,
  }));
  const { narration, music, transition } = request;
  return {
    ...empty,
    ratio: request.aspect_ratio ?? empty.ratio,
    resolution: request.resolution ?? empty.resolution,
    output: request.output ?? empty.output,
    clips: await Promise.all(clips),
    overlays: await Promise.all(overlays),
    texts: (request.texts ?? []).map((text, n) => ({
      key: newKey(),
      text: text.text,
      position: text.position ?? "bottom_center",
      align: text.align ?? null,
      size: text.size ?? 0.05,
      color: own(`texts[${n}].color`, text.color ?? null),
      box: colors.has(`texts[${n}].box`) ? true : (text.box ?? null),
      start: text.start ?? null,
      end: text.end ?? null,
    })),
    transition: { type: transition?.type ?? "none", duration: transition?.duration ?? 0.5 },
    safeArea: request.safe_area ?? true,
    narration: narration ? { media: await mediaOfSource(narration.source, "audio"), volume: narration.volume ?? 1 } : null,
    music: music ? { media: await mediaOfSource(music.source, "audio"), volume: music.volume ?? 0.5, duck: music.duck ?? true } : null,
    loudness: request.loudness ?? -16,
    brandKit: request.brand_kit_id ?? null,
  };
}

function appliedColors(request: AdRequest & { applied?: { colors?: Record<string, string> } }): ReadonlySet<string> {
  return new Set(Object.keys(request.applied?.colors ?? {}));
}

function given<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as { [K in keyof T]?: NonNullable<T[K]> };
}
