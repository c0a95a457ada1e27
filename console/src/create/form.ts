// What somebody has typed and chosen so far. It is kept in this browser, for one person of one team.

import { effect, signal } from "@preact/signals";
import type { Model, Ratio } from "./models.js";

import { me } from "../api/account.js";
import { draft } from "../api/draft.js";
import type { Media } from "../handoff.js";

export type What = "image" | "video" | "speech" | "avatar";
/** Pictures by pixels, or by shape with everything that the studio offers. */
export type Family = "ads" | "asset";

export interface Named {
  id: string;
  name: string;
}

export interface Kit extends Named {
  colors: readonly string[];
}

export interface Form {
  /** Whose draft it is. */
  owner: string;
  what: What;
  family: Family;
  imagePrompt: string;
  videoPrompt: string;
  speechText: string;
  script: string;
  /** Models by name; an empty one is the API's own choice. */
  imageModel: string;
  adsModel: string;
  videoModel: string;
  speechModel: string;
  avatarModel: string;
  leaveOut: string;
  imageReferences: readonly Media[];
  videoReferences: readonly Media[];
  startFrame: Media | null;
  imageRatio: Ratio;
  /** `null`: 16:9, or the shape of the start frame. */
  videoRatio: Ratio | null;
  avatarRatio: Ratio | null;
  /** The id of a placement, for its shape and its safe area. */
  placement: string;
  imageResolution: "720p" | "1080p";
  avatarResolution: "720p" | "1080p";
  width: number;
  height: number;
  duration: number;
  variants: number;
  seed: string;
  language: string;
  style: string;
  kit: Kit | null;
  colors: readonly string[];
  folder: Named | null;
  voice: Named | null;
  /** The model whose voice it is. */
  voiceOf: string;
  speed: number;
  format: "mp3" | "wav" | "";
  speaks: "script" | "recording";
  recording: Media | null;
  portrait: Media | null;
  face: (Named & { picture: string | null }) | null;
  faceVoice: Named | null;
  faceVoiceOf: string;
}

const EMPTY: Form = {
  owner: "",
  what: "image",
  family: "asset",
  imagePrompt: "",
  videoPrompt: "",
  speechText: "",
  script: "",
  imageModel: "",
  adsModel: "",
  videoModel: "",
  speechModel: "",
  avatarModel: "",
  leaveOut: "",
  imageReferences: [],
  videoReferences: [],
  startFrame: null,
  imageRatio: "1:1",
  videoRatio: null,
  avatarRatio: null,
  placement: "",
  imageResolution: "1080p",
  avatarResolution: "720p",
  width: 1024,
  height: 1024,
  duration: 5,
  variants: 1,
  seed: "",
  language: "",
  style: "",
  kit: null,
  colors: [],
  folder: null,
  voice: null,
  voiceOf: "",
  speed: 1,
  format: "",
  speaks: "script",
  recording: null,
  portrait: null,
  face: null,
  faceVoice: null,
  faceVoiceOf: "",
};

export const form = draft<Form>("create", EMPTY);

/** The fields that a 400 has named after Generate, until something is changed. */
export const mistakes = signal<ReadonlyMap<string, string>>(new Map());

export function change(part: Partial<Form>): void {
  form.value = { ...form.value, ...part };
  if (mistakes.value.size > 0) mistakes.value = new Map();
}

const TEXTS = { image: "imagePrompt", video: "videoPrompt", speech: "speechText", avatar: "script" } as const;

/** The text of what is being made now. */
export function textOf(now: Form): string {
  return now[TEXTS[now.what]];
}

export function setText(text: string): void {
  change({ [TEXTS[form.peek().what]]: text });
}

export function chooseModel({ id }: Pick<Model, "id">): void {
  const { what, family } = form.peek();
  switch (what) {
    case "image":
      return change(family === "ads" ? { adsModel: id } : { imageModel: id });
    case "video":
      return change({ videoModel: id });
    case "speech":
      return change({ speechModel: id });
    case "avatar":
      return change({ avatarModel: id });
  }
}

// A draft is not for the next person who signs in here.
effect(() => {
  if (!me.value) return;
  const owner = `${me.value.team.id}/${me.value.user.id}`;
  const now = form.peek();
  if (now.owner !== owner) form.value = now.owner === "" ? { ...now, owner } : { ...EMPTY, owner };
});
