// What became of a cancel, said as it is: what is charged depends on it.

import type { Job } from "@creative-hub/client";

/** `undefined` where nobody has canceled. */
export function cancelInWords(job: Job): string | undefined {
  switch (job.cancel_outcome) {
    case undefined:
      return undefined;
    case "not_started":
      return "Stopped before it began. Nothing was charged.";
    case "requested":
      return "Being stopped. Should it be too late, it completes and is charged.";
    case "stopped":
      return "Stopped. Nothing was charged.";
    case "too_late":
      return job.status === "completed" ? "It was too late to stop, so it was completed and charged." : "It was too late to stop; it is charged if it succeeds.";
  }
}

/** The answer to a cancel that came too late. */
export function tooLate(ended: boolean): string {
  return ended ? "It had just ended, so there was nothing left to stop." : "It was too late to stop. It goes on, and is charged if it succeeds.";
}
