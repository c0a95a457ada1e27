// What a job costs or has cost, as the API counts it: for all of its results together.

import type { Job } from "@creative-hub/client";

import { money } from "../words/money.js";

export function priceOf(job: Job): string {
  const price = money(job.status === "completed" ? job.cost_cents : job.estimated_cost_cents);
  const made = job.status === "completed" ? job.variants.filter(({ status }) => status === "completed").length : job.variants.length;
  return made > 1 ? `${price} for ${made}` : price;
}
