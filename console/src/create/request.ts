// The request that the form stands for: to which endpoint, with which fields. The API decides whether it is right.

import type { AcceptedGeneration, AcceptedJob, Body, Quote } from "@creative-hub/client";

import { hub } from "../api/hub.js";
import { textOf, type Form } from "./form.js";
import { durationOf, ratioOf, referencesTaken, speaksOf, speedOf } from "./fit.js";
import { avatarOptions, imageOptions, isAds, speechOptions, type Model } from "./models.js";

export interface Request {
  endpoint: "images" | "imageStudio" | "videoStudio" | "voiceStudio" | "avatarStudio";
  body: Record<string, unknown>;
}

/** Stands in the place of a text that has not been typed, to learn a price that does not depend on it. */
const ANY_TEXT = "A picture";

export function requestOf(now: Form, model: Model): Request {
  switch (now.what) {
    case "image":
      return isAds(now) ? ofAds(now, model) : ofImage(now, model);
    case "video":
      return ofVideo(now, model);
    case "speech":
      return ofSpeech(now, model);
    case "avatar":
      return ofAvatar(now, model);
  }
}

/** What to ask the price of; `undefined` while that depends on what has not been given yet. */
export function priceable(now: Form, model: Model): Request | undefined {
  const request = requestOf(now, model);
  if (now.what === "avatar") return hasFace(now, model) && hasSpeech(now, model) ? request : undefined;
  if (textOf(now).trim() !== "") return request;
  return now.what === "speech" ? undefined : { ...request, body: { ...request.body, prompt: ANY_TEXT } };
}

/** What a request could not do without, as a sentence. */
export function missing(now: Form, model: Model): string | undefined {
  if (now.what === "speech") return speechOptions(model)?.default_voice === null && voiceId(now, model) === undefined ? "Choose a voice." : undefined;
  if (now.what !== "avatar") return undefined;
  if (!hasFace(now, model)) return avatarOptions(model)?.look === "picture" ? "Choose a picture of who speaks." : "Choose who speaks.";
  return hasSpeech(now, model) || speaksOf(now, model) === "script" ? undefined : "Choose the recording.";
}

function ofImage(now: Form, model: Model): Request {
  const references = now.imageReferences.slice(0, referencesTaken(now, model));
  return {
    endpoint: "imageStudio",
    body: given({
      provider: model.id,
      prompt: now.imagePrompt,
      aspect_ratio: ratioOf(now, model),
      resolution: now.imageResolution,
      num_variants: now.variants,
      negative_prompt: now.leaveOut,
      style: now.style,
      language: now.language,
      brand_colors: now.colors,
      brand_kit_id: now.kit?.id,
      reference_image_urls: references.map(({ source }) => source),
      seed: seedOf(now, model),
      drive_folder_id: now.folder?.id,
    }),
  };
}

function ofAds(now: Form, model: Model): Request {
  return {
    endpoint: "images",
    body: given({
      provider: model.id,
      prompt: now.imagePrompt,
      width: now.width,
      height: now.height,
      num_variants: now.variants,
      negative_prompt: now.leaveOut,
      seed: seedOf(now, model),
      drive_folder_id: now.folder?.id,
    }),
  };
}

function ofVideo(now: Form, model: Model): Request {
  const references = now.startFrame ? [] : now.videoReferences.slice(0, referencesTaken(now, model));
  return {
    endpoint: "videoStudio",
    body: given({
      provider: model.id,
      prompt: now.videoPrompt,
      image_url: now.startFrame?.source,
      reference_image_urls: references.map(({ source }) => source),
      duration: durationOf(now, model),
      aspect_ratio: ratioOf(now, model),
      style: now.style,
      brand_colors: now.colors,
      brand_kit_id: now.kit?.id,
      drive_folder_id: now.folder?.id,
    }),
  };
}

function ofSpeech(now: Form, model: Model): Request {
  const formats = speechOptions(model)?.formats ?? [];
  return {
    endpoint: "voiceStudio",
    body: given({
      provider: model.id,
      text: now.speechText,
      voice_id: voiceId(now, model),
      language: now.language,
      speed: speedOf(now, model),
      output_format: formats.find((format) => format === now.format),
      drive_folder_id: now.folder?.id,
    }),
  };
}

function ofAvatar(now: Form, model: Model): Request {
  const options = avatarOptions(model);
  const script = speaksOf(now, model) === "script";
  const byPicture = options?.look === "picture";
  return {
    endpoint: "avatarStudio",
    body: given({
      provider: model.id,
      avatar_id: byPicture ? undefined : now.face?.id,
      image_url: byPicture ? now.portrait?.source : undefined,
      script: script ? now.script : undefined,
      audio_url: script ? undefined : now.recording?.source,
      voice_id: script && now.faceVoiceOf === model.id ? now.faceVoice?.id : undefined,
      aspect_ratio: ratioOf(now, model),
      resolution: options?.resolutions.find((resolution) => resolution === now.avatarResolution),
      drive_folder_id: now.folder?.id,
    }),
  };
}

function voiceId(now: Form, model: Model): string | undefined {
  return now.voiceOf === model.id ? now.voice?.id : undefined;
}

function seedOf(now: Form, model: Model): number | undefined {
  return imageOptions(model)?.seed && /^\d+$/.test(now.seed) ? Number(now.seed) : undefined;
}

function hasFace(now: Form, model: Model): boolean {
  return (avatarOptions(model)?.look === "picture" ? now.portrait : now.face) !== null;
}

function hasSpeech(now: Form, model: Model): boolean {
  return speaksOf(now, model) === "script" ? now.script.trim() !== "" : now.recording !== null;
}

/** Without what was left empty. What must be typed stays, so that the API says what is missing. */
function given(fields: Record<string, unknown>): Record<string, unknown> {
  const isTyped = (name: string) => name === "prompt" || name === "text" || name === "script";
  const isEmpty = (value: unknown) => value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== undefined && (isTyped(name) || !isEmpty(value))));
}

type Call = { signal?: AbortSignal; idempotencyKey?: string };

// The form knows the model only when it runs, and the types of requests are one for each model: the API checks the fields.
export function quoteOf({ endpoint, body }: Request, call: Call): Promise<Quote> {
  switch (endpoint) {
    case "images":
      return hub.images.quote(body as Body<"/api/v1/creative-hub/generate/image", "post">, call);
    case "imageStudio":
      return hub.imageStudio.quote(body as Body<"/api/v1/creative-hub/image-studio/generate", "post">, call);
    case "videoStudio":
      return hub.videoStudio.quote(body as Body<"/api/v1/creative-hub/video-studio/generate", "post">, call);
    case "voiceStudio":
      return hub.voiceStudio.quote(body as Body<"/api/v1/creative-hub/voice-studio/generate", "post">, call);
    case "avatarStudio":
      return hub.avatarStudio.quote(body as Body<"/api/v1/creative-hub/avatar-studio/generate", "post">, call);
  }
}

export function submit({ endpoint, body }: Request, call: Call): Promise<AcceptedJob | AcceptedGeneration> {
  switch (endpoint) {
    case "images":
      return hub.images.submit(body as Body<"/api/v1/creative-hub/generate/image", "post">, call);
    case "imageStudio":
      return hub.imageStudio.submit(body as Body<"/api/v1/creative-hub/image-studio/generate", "post">, call);
    case "videoStudio":
      return hub.videoStudio.submit(body as Body<"/api/v1/creative-hub/video-studio/generate", "post">, call);
    case "voiceStudio":
      return hub.voiceStudio.submit(body as Body<"/api/v1/creative-hub/voice-studio/generate", "post">, call);
    case "avatarStudio":
      return hub.avatarStudio.submit(body as Body<"/api/v1/creative-hub/avatar-studio/generate", "post">, call);
  }
}
