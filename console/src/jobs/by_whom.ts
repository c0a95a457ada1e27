// Who submitted a job.

import type { Job } from "@creative-hub/client";

import { me } from "../api/account.js";

export function byWhom(job: Job): string {
  return isMine(job) ? "You" : job.user_id;
}

export function isMine(job: Job): boolean {
  return job.user_id === me.value?.user.id;
}
