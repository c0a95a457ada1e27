// Files of the drive and results of jobs as pages give them to each other.

import type { DriveFile, Job } from "@creative-hub/client";

import type { Media } from "../handoff.js";
import { what } from "../words/job.js";
import { kindOfMime } from "./kind.js";
import { linkOf, thumbnailOf } from "./links.js";

export async function mediaOfFile(file: DriveFile): Promise<Media> {
  return {
    kind: kindOfMime(file.mime),
    source: file.asset,
    name: file.name,
    url: await linkOf(file.id),
    thumbnail: thumbnailOf(file),
    width: file.width ?? undefined,
    height: file.height ?? undefined,
    seconds: file.duration ?? undefined,
  };
}

/** The results of a job, in their order. */
export function mediaOfJob(job: Job): Media[] {
  const shown = job.variants.filter(({ url }) => url !== null) as readonly Variant[];
  return job.result_urls.map((url, index) => {
    const variant = shown[index];
    return {
      kind: kindOfResult(job),
      source: `job:${job.id}/${index}`,
      name: job.result_urls.length === 1 ? what(job) : `${what(job)} (${index + 1} of ${job.result_urls.length})`,
      url,
      thumbnail: variant?.thumbnail_url ?? undefined,
      width: variant?.width ?? undefined,
      height: variant?.height ?? undefined,
      seconds: variant?.duration ?? undefined,
    };
  });
}

interface Variant {
  thumbnail_url?: string | null;
  width?: number | null;
  height?: number | null;
  duration?: number | null;
}

function kindOfResult(job: Job): Media["kind"] {
  if (job.type === "image") return "image";
  if (job.type === "tts") return "audio";
  return "output" in job.settings && job.settings.output !== "mp4" ? "image" : "video";
}
