// What can be done with a result.

import { useAction } from "../api/action.js";
import { to } from "../route.js";
import { Failed } from "../ui/failed.js";
import { Icon } from "../ui/icon.js";
import { isChosen, toggleChosen } from "./chosen.js";
import { download } from "./download.js";
import { addToAd, again, animate, asReference } from "./hand_over.js";
import { PickButton } from "./pick_button.js";
import { kindOf, type Result } from "./result.js";
import { viewed } from "./viewed.js";

export function Actions({ result }: { result: Result }) {
  const { job } = result;
  const saving = useAction(() => download(result));
  const isPicture = kindOf(job) === "image";
  return (
    <section class="stack" aria-label="Actions">
      <div class="viewer-actions">
        <PickButton result={result} />
        <button type="button" class="button" disabled={saving.running.value} onClick={() => void saving.run()}>
          <Icon name="download" />
          {saving.running.value ? "Downloading…" : "Download"}
        </button>
        {isPicture && (
          <button type="button" class="button" onClick={() => animate(result)}>
            Animate
          </button>
        )}
        {isPicture && (
          <button type="button" class="button" onClick={() => asReference(result)}>
            Use as reference
          </button>
        )}
        <button type="button" class="button" onClick={() => addToAd(result)}>
          Add to ad
        </button>
        <button type="button" class="button" onClick={() => again(job)}>
          Make again with changes
        </button>
      </div>
      {saving.problem.value && <Failed problem={saving.problem.value} />}
      <div class="row small wide">
        <a href={to("library", job.drive_folder_id ? [job.drive_folder_id] : [])} onClick={close}>
          Open its folder
        </a>
        <a href={to("jobs", [job.id])} onClick={close}>
          Open the job
        </a>
        <button type="button" class="link small" aria-pressed={isChosen(result)} onClick={() => toggleChosen(result)}>
          {isChosen(result) ? "Chosen to compare" : "Choose to compare"}
        </button>
      </div>
    </section>
  );
}

function close(): void {
  viewed.value = undefined;
}
