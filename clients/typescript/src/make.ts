// Makes pictures, videos, avatars, speech and composites: the five endpoints of jobs, and the four studios, which offer
// every model.

import type { CallOptions, Http } from "./http.js";
import type { Jobs } from "./jobs.js";
import { List, pageOf } from "./pages.js";
import type { Body, Generation, Job, Query, Reply } from "./types.js";
import type { WaitOptions } from "./wait.js";

type Kind = "image" | "video" | "avatar" | "tts" | "composite";
export type StudioName = "image-studio" | "video-studio" | "avatar-studio" | "voice-studio";
export type SubmitPath = `/api/v1/creative-hub/generate/${Kind}` | `/api/v1/creative-hub/${StudioName}/generate`;
type GenerationsPath<Name extends StudioName> = `/api/v1/creative-hub/${Name}/generations`;

export type GenerateOptions = CallOptions & WaitOptions;

export class Maker<P extends SubmitPath> {
  constructor(
    protected readonly http: Http,
    protected readonly jobs: Jobs,
    private readonly path: P,
  ) {}

  /** Submits a request. The job is made in the background; `hub.jobs.wait` waits for it. */
  async submit(request: Body<P, "post">, options: CallOptions = {}): Promise<Reply<P, "post", 202>> {
    return this.http.call("post", this.path, [202], { ...calling(options), body: request });
  }

  /** What a request would cost. Makes and holds nothing. */
  async quote(request: Body<P, "post">, options: CallOptions = {}): Promise<Reply<P, "post", 200>> {
    return this.http.call("post", this.path, [200], { ...calling(options), body: request, query: { dry_run: true } });
  }

  /** Submits a request and waits. Gives the completed job, or throws a `JobFailedError`. */
  async generate(request: Body<P, "post">, options: GenerateOptions = {}): Promise<Job> {
    const accepted = await this.submit(request, options);
    return this.jobs.wait(accepted as Accepted, options);
  }
}

/** A group of endpoints that offers every model of one kind, and lists its generations. */
export class Studio<Name extends StudioName> extends Maker<`/api/v1/creative-hub/${Name}/generate`> {
  private readonly generations: GenerationsPath<Name>;

  constructor(http: Http, jobs: Jobs, name: Name) {
    super(http, jobs, `/api/v1/creative-hub/${name}/generate`);
    this.generations = `/api/v1/creative-hub/${name}/generations`;
  }

  list(query: Query<GenerationsPath<"image-studio">, "get"> = {}, options: CallOptions = {}): List<Generation> {
    // All studios have lists of the same shape.
    const path = this.generations as GenerationsPath<"image-studio">;
    return new List(async (cursor) =>
      pageOf("generations", await this.http.call("get", path, [200], { ...options, query: { ...query, cursor } })),
    );
  }

  get(id: string, options: CallOptions = {}): Promise<Generation> {
    const path = `${this.generations}/{id}` as `${GenerationsPath<"image-studio">}/{id}`;
    return this.http.call("get", path, [200], { ...options, path: { id } });
  }
}

/** What names a job: its id, or what a submit or a read has answered. */
export type Accepted = string | { job_id: string } | { generation_id: string } | { id: string };

export function jobId(job: Accepted): string {
  if (typeof job === "string") return job;
  if ("job_id" in job) return job.job_id;
  return "generation_id" in job ? job.generation_id : job.id;
}

function calling({ signal, idempotencyKey }: CallOptions): CallOptions {
  return { signal, idempotencyKey };
}
