// The way in: one object with everything that the API offers.

import type { Client } from "openapi-fetch";

import { ApiKeys, Credits, Members, Teams, Tokens } from "./account.js";
import { BrandKits, listAvatars, listVoices, type Avatar, type Voice } from "./choices.js";
import { Drive } from "./drive.js";
import { CreativeHubError, DownloadError } from "./errors.js";
import { Http, type CallOptions } from "./http.js";
import { Jobs } from "./jobs.js";
import { Maker, Studio, type SubmitPath } from "./make.js";
import type { List } from "./pages.js";
import type { paths } from "./schema.js";
import type { Catalog, Job, Me, OperatorStatus, Query } from "./types.js";

export interface CreativeHubOptions {
  /** Where the API is, such as `https://hub.example.com`. Absent: the environment variable HUB_URL. */
  baseUrl?: string;
  /** An API key, or a function that gives a token for each request. Absent: the environment variable HUB_KEY. */
  apiKey?: string | (() => string | Promise<string>);
  /** How often a request is repeated at most, if it may work later; 3 if absent. */
  maxRetries?: number;
  /** How long one attempt of a request may take; 30 seconds if absent. */
  requestTimeoutMs?: number;
  /** The pause before the first repetition, where the API names none; 500 ms if absent. */
  retryDelayMs?: number;
  fetch?: (request: Request) => Promise<Response>;
}

type Making<Kind extends "image" | "video" | "avatar" | "tts" | "composite"> = Maker<`/api/v1/creative-hub/generate/${Kind}`>;

export class CreativeHub {
  readonly images: Making<"image">;
  readonly videos: Making<"video">;
  readonly avatars: Making<"avatar">;
  readonly speech: Making<"tts">;
  /** Ads: films and stills from a timeline. */
  readonly composites: Making<"composite">;
  readonly imageStudio: Studio<"image-studio">;
  readonly videoStudio: Studio<"video-studio">;
  readonly avatarStudio: Studio<"avatar-studio">;
  readonly voiceStudio: Studio<"voice-studio">;
  readonly jobs: Jobs;
  readonly drive: Drive;
  readonly brandKits: BrandKits;
  readonly credits: Credits;
  readonly apiKeys: ApiKeys;
  readonly teams: Teams;
  readonly tokens: Tokens;
  readonly members: Members;
  /** Every endpoint, typed, for what has no method here. It returns errors and throws only if a connection fails. */
  readonly api: Client<paths>;
  readonly #http: Http;

  constructor(options: CreativeHubOptions = {}) {
    const http = new Http(origin(options.baseUrl ?? variable("HUB_URL", "baseUrl")), {
      apiKey: options.apiKey ?? variable("HUB_KEY", "apiKey"),
      maxRetries: options.maxRetries ?? 3,
      requestTimeoutMs: options.requestTimeoutMs ?? 30_000,
      retryDelayMs: options.retryDelayMs ?? 500,
      fetch: options.fetch ?? ((request) => fetch(request)),
    });
    this.#http = http;
    this.api = http.api;
    this.jobs = new Jobs(http);
    const making = <P extends SubmitPath>(path: P) => new Maker(http, this.jobs, path);
    this.images = making("/api/v1/creative-hub/generate/image");
    this.videos = making("/api/v1/creative-hub/generate/video");
    this.avatars = making("/api/v1/creative-hub/generate/avatar");
    this.speech = making("/api/v1/creative-hub/generate/tts");
    this.composites = making("/api/v1/creative-hub/generate/composite");
    this.imageStudio = new Studio(http, this.jobs, "image-studio");
    this.videoStudio = new Studio(http, this.jobs, "video-studio");
    this.avatarStudio = new Studio(http, this.jobs, "avatar-studio");
    this.voiceStudio = new Studio(http, this.jobs, "voice-studio");
    this.drive = new Drive(http);
    this.brandKits = new BrandKits(http);
    this.credits = new Credits(http);
    this.apiKeys = new ApiKeys(http);
    this.teams = new Teams(http);
    this.tokens = new Tokens(http);
    this.members = new Members(http);
  }

  /** Whose key this is, and what it may do. */
  me(options: CallOptions = {}): Promise<Me> {
    return this.#http.call("get", "/api/v1/me", [200], options);
  }

  /** The models, with their options, limits and prices. */
  catalog(options: CallOptions = {}): Promise<Catalog> {
    return this.#http.call("get", "/api/v1/creative-hub/catalog", [200], options);
  }

  /** How routes and the oldest jobs stand, and what ends. For operators. */
  operatorStatus(options: CallOptions = {}): Promise<OperatorStatus> {
    return this.#http.call("get", "/api/v1/operator/status", [200], options);
  }

  listAvatars(query: Query<"/api/v1/creative-hub/avatars", "get"> = {}, options: CallOptions = {}): List<Avatar> {
    return listAvatars(this.#http, query, options);
  }

  listVoices(query: Query<"/api/v1/creative-hub/voices", "get"> = {}, options: CallOptions = {}): List<Voice> {
    return listVoices(this.#http, query, options);
  }

  /** A result of a job, or the bytes behind a link. Such links need no key, and are not sent one. */
  async download(what: string | Job, { signal, result = 0 }: CallOptions & { result?: number } = {}): Promise<Blob> {
    const answer = await fetch(linkOf(what, result), { signal: signal ?? null });
    if (!answer.ok) throw new DownloadError(answer.status);
    return answer.blob();
  }
}

function linkOf(what: string | Job, result: number): string {
  if (typeof what === "string") return what;
  const link = what.result_urls[result];
  if (link !== undefined) return link;
  throw new CreativeHubError(`job ${what.id} has ${what.result_urls.length} results, and so none with the index ${result}`);
}

/** What the environment says, where the program says nothing. Browsers have none. */
function variable(name: string, instead: string): string {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  const value = process?.env?.[name];
  if (value) return value;
  throw new CreativeHubError(`give ${instead}, or set the environment variable ${name}`);
}

/** Paths have `/api/v1` in front, so a base URL that ends in it is the same as one that does not. */
function origin(baseUrl: string): string {
  return baseUrl.replace(/\/+$/, "").replace(/\/api\/v1$/, "");
}
