// The small picture of a job: its first result, or the sign of its kind.

import type { Job } from "@creative-hub/client";

import { Picture } from "../results/picture.js";
import { keyOf, kindOf, resultsOf } from "../results/result.js";
import { Icon, type IconName } from "../ui/icon.js";

const ICONS: Record<Job["type"], IconName> = { image: "library", video: "play", avatar: "person", tts: "sound", composite: "ads" };

export function JobPicture({ job }: { job: Job }) {
  const first = resultsOf(job).find(({ variant }) => variant.url !== null);
  if (!first || kindOf(job) === "audio") {
    return (
      <span class="job-picture">
        <Icon name={ICONS[job.type]} />
      </span>
    );
  }
  return (
    <span class="job-picture">
      <Picture key={keyOf(first)} result={first} />
    </span>
  );
}
