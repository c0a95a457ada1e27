// Generate: one job for one click, however often the click or its request is repeated.

import { readBalance } from "../api/account.js";
import { noteJob } from "../api/feed.js";
import { hub } from "../api/hub.js";
import { once } from "../api/once.js";
import { problemOf } from "../api/problem.js";
import { note } from "../ui/notes.js";
import { form, mistakes } from "./form.js";
import { modelFor, shortName } from "./models.js";
import { requestOf, submit, type Request } from "./request.js";

const submitOnce = once<Request, Awaited<ReturnType<typeof submit>>>();

export async function generate(): Promise<void> {
  const model = modelFor(form.peek());
  if (!model) return;
  const request = requestOf(form.peek(), model);
  let accepted;
  try {
    accepted = await submitOnce(request, (idempotencyKey) => submit(request, { idempotencyKey }));
  } catch (error) {
    mistakes.value = problemOf(error).fields;
    throw error;
  }
  note(`${shortName(model)} is at work. The result appears among your results.`);
  void readBalance();
  await show("generation_id" in accepted ? accepted.generation_id : accepted.job_id);
}

/** Ahead of the feed, which would show it a moment later. */
async function show(id: string): Promise<void> {
  try {
    noteJob(await hub.jobs.get(id));
  } catch {
    return;
  }
}
