// What was asked for, and what the model got where that is more.

import type { Job } from "@creative-hub/client";

import { note } from "../ui/notes.js";
import { sentPrompt } from "../words/settings.js";

export function Prompt({ job }: { job: Job }) {
  // An ad has no prompt, and who speaks from a recording has no words.
  if (job.prompt === null) return null;
  const sent = sentPrompt(job);
  return (
    <section class="stack">
      <div class="row">
        <h3>{job.type === "tts" || job.type === "avatar" ? "Words" : "Prompt"}</h3>
        <button type="button" class="link small push" onClick={() => void copy(job.prompt ?? "")}>
          Copy
        </button>
      </div>
      <p class="prompt-text">{job.prompt}</p>
      {sent !== undefined && (
        <details class="details">
          <summary>As the model got it</summary>
          <p class="prompt-text">{sent}</p>
        </details>
      )}
    </section>
  );
}

async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  note("The prompt is copied.");
}
