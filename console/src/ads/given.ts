// What another page gives: a clip or sound to add, or an ad to change and render again.

import { hub } from "../api/hub.js";
import { take } from "../handoff.js";
import { note } from "../ui/notes.js";
import { clipOf, type AdRequest } from "./ad.js";
import { ad, addAd, change } from "./drafts.js";
import { adOf } from "./request.js";
import { shown } from "./sources.js";

export async function takeGiven(): Promise<void> {
  const given = take("ads");
  if (!given) return;
  if (given.what === "again") {
    try {
      const job = await hub.jobs.get(given.job);
      addAd(await adOf(job.settings as AdRequest, "Again"));
    } catch {
      note("What this ad was made of could not be read.");
    }
    return;
  }
  const media = shown(given.media);
  if (media.kind === "audio") change({ narration: { media, volume: 1 } });
  else change({ clips: [...ad.peek().clips, clipOf(media)] });
}
