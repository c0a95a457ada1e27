// What the model at hand takes of what was chosen. A choice that it does not take stays in the form for the next model.

import type { Form } from "./form.js";
import { avatarOptions, imageOptions, isAds, speechOptions, videoOptions, type Model, type Ratio } from "./models.js";

/** The shapes that it makes of what there is. */
export function ratiosOf(now: Form, model: Model | undefined): readonly Ratio[] {
  switch (now.what) {
    case "image":
      return imageOptions(model)?.aspect_ratios ?? [];
    case "video": {
      const options = videoOptions(model);
      if (!options) return [];
      if (now.startFrame) return options.aspect_ratios_with_image;
      return now.videoReferences.length > 0 && options.references ? options.references.aspect_ratios : options.aspect_ratios;
    }
    case "speech":
      return [];
    case "avatar":
      return avatarOptions(model)?.aspect_ratios ?? [];
  }
}

/** The shape that was asked for, whether or not the model makes it; `null` leaves it to the API. */
export function wantedRatio(now: Form): Ratio | null {
  switch (now.what) {
    case "image":
      return now.imageRatio;
    case "video":
      return now.videoRatio;
    default:
      return now.avatarRatio;
  }
}

export function ratioOf(now: Form, model: Model | undefined): Ratio | undefined {
  const wanted = wantedRatio(now);
  return wanted !== null && ratiosOf(now, model).includes(wanted) ? wanted : undefined;
}

export function durationsOf(now: Form, model: Model | undefined): readonly number[] {
  const options = videoOptions(model);
  if (!options) return [];
  return options.references && now.videoReferences.length > 0 ? options.references.durations : options.durations;
}

/** The wanted length, or the nearest that it makes. */
export function durationOf(now: Form, model: Model | undefined): number | undefined {
  const away = (seconds: number) => Math.abs(seconds - now.duration);
  return [...durationsOf(now, model)].sort((a, b) => away(a) - away(b))[0];
}

/** How many reference pictures it takes. */
export function referencesTaken(now: Form, model: Model | undefined): number {
  if (!model || isAds(now)) return 0;
  return now.what === "image" || now.what === "video" ? model.max_reference_images : 0;
}

/** The speed, if it has more than one. */
export function speedOf(now: Form, model: Model | undefined): number | undefined {
  const range = speechOptions(model)?.speed;
  if (!range || now.speed === 1) return undefined;
  const [slowest = 1, fastest = 1] = range;
  return Math.min(fastest, Math.max(slowest, now.speed));
}

/** What the avatar speaks: models without voices of their own take recordings only. */
export function speaksOf(now: Form, model: Model | undefined): Form["speaks"] {
  return avatarOptions(model)?.script_max_characters === null ? "recording" : now.speaks;
}

/** How many characters an endpoint takes, whatever the model could take. */
const ENDPOINT_TAKES: Record<Form["what"], number> = { image: 4_000, video: 4_000, speech: Infinity, avatar: 5_000 };
const ADS_TAKE = 2_000;

/** How many characters the text may have. */
export function charactersOf(now: Form, model: Model | undefined): number | undefined {
  if (!model) return undefined;
  const script = avatarOptions(model)?.script_max_characters;
  return Math.min(script ?? model.prompt_max_characters, isAds(now) ? ADS_TAKE : ENDPOINT_TAKES[now.what]);
}
