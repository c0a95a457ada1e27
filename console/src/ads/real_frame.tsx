// "Show the real frame": the renderer's own still of what is seen now. It costs, so it is made only when somebody asks.

import { useSignal } from "@preact/signals";

import { useAction } from "../api/action.js";
import { readBalance } from "../api/account.js";
import { hub } from "../api/hub.js";
import { confirmed } from "../ui/confirm.js";
import { Dialog } from "../ui/dialog.js";
import { Failed } from "../ui/failed.js";
import { money } from "../words/money.js";
import { ad } from "./drafts.js";
import { at, timeline } from "./player.js";
import { stillOf } from "./request.js";
import { mainClip } from "./timeline.js";

export function RealFrame() {
  const link = useSignal<string | undefined>(undefined);
  const n = mainClip(timeline.value, at.value);
  const show = useAction(async () => {
    const request = stillOf(ad.value, n, at.value);
    const { estimated_cost_cents } = await hub.composites.quote(request);
    const text = `It is rendered as a still for ${money(estimated_cost_cents)}, and will be among the results.`;
    if (!(await confirmed({ title: "Show the real frame?", text, yes: "Render the frame", tone: "primary" }))) return;
    const made = await hub.jobs.wait(await hub.composites.submit(request));
    link.value = made.result_urls[0];
    await readBalance();
  });
  // A still takes a picture as its clip.
  if (ad.value.clips[n]?.media.kind !== "image") return null;
  return (
    <>
      <button type="button" class="button" disabled={show.running.value} onClick={() => void show.run()}>
        {show.running.value ? "Rendering…" : "Show the real frame"}
      </button>
      {show.problem.value && (
        <Dialog title="The real frame" onClose={show.clear}>
          <Failed problem={show.problem.value} />
        </Dialog>
      )}
      {link.value !== undefined && (
        <Dialog title="The real frame" onClose={() => (link.value = undefined)}>
          <img class="ad-real" src={link.value} alt="The frame as the renderer draws it" />
        </Dialog>
      )}
    </>
  );
}
