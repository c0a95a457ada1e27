// What other pages hand over: a picture to animate, a reference, a job to be made again, a brand kit.

import type { Job } from "@creative-hub/client";

import { hub } from "../api/hub.js";
import type { Handoff, Media } from "../handoff.js";
import { note } from "../ui/notes.js";
import { change, type Form } from "./form.js";
import type { Ratio } from "./models.js";

type Given = Extract<Handoff, { to: "create" }>;
type Settings = Job["settings"];

export async function takeOver(given: Given): Promise<void> {
  switch (given.what) {
    case "animate":
      return change({ what: "video", startFrame: given.media, videoReferences: [], videoRatio: null });
    case "reference":
      return change({ what: "image", family: "asset", imageReferences: [given.media] });
    case "again":
      change(ofJob(given.job));
      return named(given.job);
  }
}

export async function takeKit(id: string): Promise<void> {
  try {
    const { name, colors } = await hub.brandKits.get(id);
    change({ kit: { id, name, colors } });
  } catch {
    note("This brand kit could not be read.");
  }
}

function ofJob({ settings, prompt, drive_folder_id }: Job): Partial<Form> {
  const folder = drive_folder_id ? { folder: { id: drive_folder_id, name: "as before" } } : { folder: null };
  if ("num_variants" in settings) return { ...folder, ...ofImage(settings) };
  if ("text" in settings) return { ...folder, ...ofSpeech(settings) };
  if ("script" in settings) return { ...folder, ...ofAvatar(settings) };
  if ("image_url" in settings) return { ...folder, ...ofVideo(settings) };
  return { imagePrompt: prompt ?? "" };
}

function ofImage(settings: Extract<Settings, { num_variants: number }>): Partial<Form> {
  const common: Partial<Form> = {
    what: "image",
    imagePrompt: settings.prompt,
    variants: settings.num_variants,
    leaveOut: settings.negative_prompt ?? "",
    seed: settings.seed === null ? "" : String(settings.seed),
  };
  if (settings.aspect_ratio === undefined) {
    return { ...common, family: "ads", adsModel: settings.provider, width: settings.width, height: settings.height };
  }
  return {
    ...common,
    family: "asset",
    imageModel: settings.provider,
    imageRatio: settings.aspect_ratio,
    imageResolution: settings.resolution === "720p" ? "720p" : "1080p",
    placement: "",
    style: settings.style ?? "",
    language: settings.language ?? "",
    colors: settings.brand_colors ?? [],
    kit: null,
    imageReferences: (settings.reference_image_urls ?? []).map(pictureOf),
  };
}

function ofVideo(settings: Extract<Settings, { image_url: unknown; duration: number }>): Partial<Form> {
  return {
    what: "video",
    videoModel: settings.provider,
    videoPrompt: settings.prompt,
    videoRatio: settings.aspect_ratio as Ratio | null,
    placement: "",
    duration: settings.duration,
    startFrame: settings.image_url === null ? null : pictureOf(settings.image_url),
    videoReferences: (settings.reference_image_urls ?? []).map(pictureOf),
    style: settings.style ?? "",
    colors: settings.brand_colors ?? [],
    kit: null,
  };
}

function ofSpeech(settings: Extract<Settings, { text: string; voice_id: string }>): Partial<Form> {
  return {
    what: "speech",
    speechModel: settings.provider,
    speechText: settings.text,
    voice: { id: settings.voice_id, name: "the voice as before" },
    voiceOf: settings.provider,
    speed: settings.speed ?? 1,
    language: settings.language ?? "",
    format: settings.output_format,
  };
}

function ofAvatar(settings: Extract<Settings, { script: unknown }>): Partial<Form> {
  return {
    what: "avatar",
    avatarModel: settings.provider,
    script: settings.script ?? "",
    speaks: settings.audio_url === null ? "script" : "recording",
    recording: settings.audio_url === null ? null : { kind: "audio", source: settings.audio_url, name: "The recording as before" },
    portrait: settings.image_url ? pictureOf(settings.image_url) : null,
    face: settings.avatar_id === null ? null : { id: settings.avatar_id, name: "The face as before", picture: null },
    faceVoice: settings.voice_id === null ? null : { id: settings.voice_id, name: "the voice as before" },
    faceVoiceOf: settings.provider,
    avatarRatio: settings.aspect_ratio,
    avatarResolution: settings.resolution === "1080p" ? "1080p" : "720p",
  };
}

/** What a job names only by its id. */
async function named({ settings }: Job): Promise<void> {
  if ("brand_kit_id" in settings && settings.brand_kit_id) await takeKit(settings.brand_kit_id);
}

function pictureOf(source: string): Media {
  return { kind: "image", source, name: "A picture as before" };
}
