// The models of the catalog as the composer needs them: which there are, which one is meant, and what it takes.

import type { Catalog } from "@creative-hub/client";

import { catalog } from "../api/account.js";
import type { Form, What } from "./form.js";

export type Model = Catalog["models"][number];
type Options = Model["options"];
type ImageOptions = Extract<Options, { draws_text: boolean }>;
type VideoOptions = Extract<Options, { durations: number[] }>;
type SpeechOptions = Extract<Options, { formats: unknown }>;
type AvatarOptions = Extract<Options, { look: unknown }>;
export type Ratio = Catalog["placements"][number]["aspect_ratio"];

export const RATIOS: readonly Ratio[] = ["1:1", "4:5", "3:4", "9:16", "16:9"];

const KINDS: Record<What, Model["kind"]> = { image: "image", video: "video", speech: "tts", avatar: "avatar" };

export function kindOf({ what }: Pick<Form, "what">): Model["kind"] {
  return KINDS[what];
}

/** Those that can make what is wanted, whether or not they can be used now: first those that the API would take. */
export function modelsFor(now: Form): Model[] {
  const kind = kindOf(now);
  const models = (catalog.value?.models ?? []).filter((model) => model.kind === kind && (isAds(now) ? model.legacy : model.studio !== null));
  const rank = ({ default: made }: Model) => (made.some(({ family }) => (family === "legacy") === isAds(now)) ? 0 : 1);
  return [...models].sort((a, b) => rank(a) - rank(b));
}

export function isAds({ what, family }: Form): boolean {
  return what === "image" && family === "ads";
}

/** The chosen one, or the one that the API would take. */
export function modelFor(now: Form): Model | undefined {
  const models = modelsFor(now);
  const chosen = models.find(({ id }) => id === chosenId(now));
  if (chosen) return chosen;
  const usable = models.filter(({ available }) => available);
  return usable.find((model) => isDefault(model, now)) ?? usable[0] ?? models[0];
}

function chosenId(now: Form): string {
  switch (now.what) {
    case "image":
      return isAds(now) ? now.adsModel : now.imageModel;
    case "video":
      return now.videoModel;
    case "speech":
      return now.speechModel;
    case "avatar":
      return now.avatarModel;
  }
}

function isDefault(model: Model, now: Form): boolean {
  const family = isAds(now) ? "legacy" : "studio";
  const given = givenIn(now);
  return model.default.some((one) => one.family === family && one.given.includes(given) && one.mode === modeOf(now));
}

function modeOf(now: Form): Model["default"][number]["mode"] {
  switch (now.what) {
    case "image":
      return !isAds(now) && now.imageReferences.length > 0 ? "image_to_image" : "text_to_image";
    case "video":
      if (now.startFrame) return "image_to_video";
      return now.videoReferences.length > 0 ? "reference_to_video" : "text_to_video";
    case "speech":
      return "text_to_speech";
    case "avatar":
      return now.speaks === "script" ? "script_to_avatar" : "audio_to_avatar";
  }
}

/** The field that tells apart models of the same mode. */
function givenIn(now: Form): string {
  if (now.what === "avatar") return now.portrait && !now.face ? "image_url" : "avatar_id";
  return now.what === "speech" ? "text" : "prompt";
}

export function imageOptions(model: Model | undefined): ImageOptions | undefined {
  return model && "draws_text" in model.options ? model.options : undefined;
}

export function videoOptions(model: Model | undefined): VideoOptions | undefined {
  return model && "durations" in model.options ? model.options : undefined;
}

export function speechOptions(model: Model | undefined): SpeechOptions | undefined {
  return model && "formats" in model.options ? model.options : undefined;
}

export function avatarOptions(model: Model | undefined): AvatarOptions | undefined {
  return model && "look" in model.options ? model.options : undefined;
}

/** `Nano Banana Pro` of `Nano Banana Pro (Gemini 3 Pro Image)`. */
export function shortName({ name }: Pick<Model, "name">): string {
  return name.replace(/ \(.*\)/, "").replace(/[[\]]/g, "");
}

/** A sentence of the API with the names of models in the place of their ids. */
export function inWords(sentence: string): string {
  const names = new Map((catalog.value?.models ?? []).map((model) => [model.id, shortName(model)]));
  return sentence.replace(/\b[a-z]+(?:_[a-z0-9]+)+\b/g, (word) => names.get(word) ?? word);
}

const REASONS: Record<NonNullable<Model["unavailable_reason"]>, string> = {
  temporarily_unavailable: "Its vendor has trouble just now. Take another one, or try later.",
  no_key: "This hub has no key for it yet.",
  disabled: "Whoever runs this hub has switched it off.",
  retired: "Its vendor no longer offers it.",
};

/** Why it cannot be used now. */
export function whyNot(model: Model): string | undefined {
  if (model.available) return undefined;
  return model.unavailable_reason === null ? "It cannot be used just now." : REASONS[model.unavailable_reason];
}

/** `about 35 s`, between the two ends of the usual. */
export function usualSeconds({ typical_seconds: [low = 0, high = low] }: Pick<Model, "typical_seconds">): number {
  return (low + high) / 2;
}
