// Generate: one job for one click, however often the click or its request is repeated.

import { readBalance } from "../api/account.js";
import { noteJob } from "../api/feed.js";
import { hub } from "../api/hub.js";
import { problemOf } from "../api/problem.js";
import { note } from "../ui/notes.js";
import { form, mistakes } from "./form.js";
import { modelFor, shortName } from "./models.js";
import { requestOf, submit } from "./request.js";

/** A submit whose answer never came. The same request again has the same key, and so is not a second job. */
let unanswered: { text: string; key: string } | undefined;

export async function generate(): Promise<void> {
  const model = modelFor(form.peek());
  if (!model) return;
  const request = requestOf(form.peek(), model);
  const text = JSON.stringify(request);
  const key = unanswered?.text === text ? unanswered.key : crypto.randomUUID();
  unanswered = { text, key };
  let accepted;
  try {
    accepted = await submit(request, { idempotencyKey: key });
  } catch (error) {
    const { kind, fields } = problemOf(error);
    mistakes.value = fields;
    if (kind !== "offline" && kind !== "fault") unanswered = undefined;
    throw error;
  }
  unanswered = undefined;
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
