// The settings of a job in words: what was asked for, in the order in which a person would ask for it.

import type { Job } from "@creative-hub/client";

import { count } from "./money.js";
import { duration } from "./time.js";

export interface Setting {
  name: string;
  value: string | Pick;
}

/** What is named by its vendor's id, and so has a name to be looked up. */
export interface Pick {
  what: "voice" | "avatar_voice" | "face";
  provider: string;
  id: string;
}

type Settings = Job["settings"];
type ImageSettings = Extract<Settings, { num_variants: number }>;
type VideoSettings = Extract<Settings, { image_url: unknown; duration: number }>;
type SpeechSettings = Extract<Settings, { text: string; voice_id: string }>;
type AvatarSettings = Extract<Settings, { script: unknown }>;
type CompositeSettings = Extract<Settings, { clips: unknown }>;

export function settingsInWords(job: Job): Setting[] {
  const { settings } = job;
  if ("clips" in settings) return ofAd(settings);
  if ("script" in settings) return ofAvatar(settings);
  if ("text" in settings) return ofSpeech(settings);
  if ("num_variants" in settings) return ofImage(settings);
  return ofVideo(settings);
}

/** What was adapted for the model, as sentences. */
export function adaptations({ settings: { applied } }: Job): readonly string[] {
  return applied.notes ?? [];
}

/** The prompt as the model got it, where that is more than what was typed. */
export function sentPrompt(job: Job): string | undefined {
  const { prompt } = job.settings.applied;
  return prompt !== undefined && prompt !== job.prompt ? prompt : undefined;
}

function ofImage(settings: ImageSettings): Setting[] {
  return said(
    ["Size", `${settings.width} × ${settings.height} pixels`],
    ["Ratio", settings.aspect_ratio],
    ["Variants", settings.num_variants > 1 && String(settings.num_variants)],
    ["Style", settings.style],
    ["Text in it", settings.language],
    ["Leave out", settings.negative_prompt],
    ["References", number(settings.reference_image_urls, "picture")],
    ["Brand colours", settings.brand_colors?.join(", ")],
    ["Seed", settings.seed === null ? undefined : String(settings.seed)],
  );
}

function ofVideo(settings: VideoSettings): Setting[] {
  return said(
    ["Length", duration(settings.duration)],
    ["Ratio", settings.aspect_ratio ?? settings.applied.aspect_ratio],
    ["Begins with", settings.image_url === null ? undefined : "a start frame"],
    ["References", number(settings.reference_image_urls, "picture")],
    ["Style", settings.style],
    ["Brand colours", settings.brand_colors?.join(", ")],
  );
}

function ofSpeech(settings: SpeechSettings): Setting[] {
  return said(
    ["Voice", { what: "voice", provider: settings.provider, id: settings.voice_id }],
    ["Language", settings.language],
    ["Speed", settings.speed === null ? undefined : `× ${settings.speed}`],
    ["Format", settings.output_format],
  );
}

function ofAvatar(settings: AvatarSettings): Setting[] {
  return said(
    ["Speaks", settings.audio_url === null ? "a script" : "a recording"],
    ["Face", settings.avatar_id === null ? settings.image_url && "of a picture" : { what: "face", provider: settings.provider, id: settings.avatar_id }],
    ["Voice", settings.voice_id && { what: "avatar_voice", provider: settings.provider, id: settings.voice_id }],
    ["Ratio", settings.aspect_ratio],
    ["Resolution", settings.resolution],
  );
}

function ofAd(settings: CompositeSettings): Setting[] {
  return said(
    ["Clips", String(settings.clips.length)],
    ["Ratio", settings.aspect_ratio],
    ["Resolution", settings.resolution],
    ["Texts", settings.texts.length > 0 && String(settings.texts.length)],
    ["Overlays", settings.overlays.length > 0 && String(settings.overlays.length)],
    ["Sound", [settings.narration && "narration", settings.music && "music"].filter(Boolean).join(" and ")],
    ["File", settings.output],
  );
}

/** Those that somebody has chosen. */
function said(...settings: readonly [name: string, value: string | Pick | false | null | undefined][]): Setting[] {
  return settings.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}

function number(things: readonly unknown[] | undefined, one: string): string | undefined {
  return things && things.length > 0 ? count(things.length, one) : undefined;
}
