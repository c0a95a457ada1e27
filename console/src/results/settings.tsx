// What was asked for in words, and how it was adapted for the model.

import type { Job } from "@creative-hub/client";

import { Facts, type Named } from "../ui/facts.js";
import { adaptations, settingsInWords } from "../words/settings.js";
import { PickName } from "./pick_name.js";

export interface SettingsProps {
  job: Job;
  /** What is said behind the settings. */
  more: readonly Named[];
}

export function Settings({ job, more }: SettingsProps) {
  const facts = settingsInWords(job).map(({ name, value }) => ({ name, value: typeof value === "string" ? value : <PickName pick={value} /> }));
  return (
    <section class="stack">
      <h3>Settings</h3>
      <Facts facts={[...facts, ...more]} />
      {adaptations(job).map((sentence) => (
        <p key={sentence} class="muted small">
          {sentence}
        </p>
      ))}
    </section>
  );
}
