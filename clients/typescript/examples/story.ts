// Twelve steps from an API key to an ad. HUB_URL says where the API is, and HUB_KEY is an owner's key.

import { CreativeHub, JobCanceledError } from "@creative-hub/client";
import { openFile, saveFile } from "@creative-hub/client/node";

const owner = new CreativeHub();
const say = (step: string, line: string) => console.log(step.padEnd(10) + line);

// A key for this story alone, which may use these models and no others.
const key = await owner.apiKeys.create({
  name: "story",
  models: ["flux_2_pro", "runway_gen4", "openai_tts", "compositor", "seedance_pro"],
});
const hub = new CreativeHub({ apiKey: key.key ?? "" });
say("key", `${key.name} may use ${key.models?.join(", ")}`);
const before = (await hub.credits.balance()).balance;

const kite = { prompt: "a red kite over the sea", provider: "flux_2_pro", width: 1280, height: 720 } as const;
const quote = await hub.images.quote(kite);
say("quote", `${quote.provider}: ${quote.credits_estimated} credits`);

const picture = await hub.images.generate(kite);
await saveFile("kite.png", await hub.download(picture));
say("picture", `${picture.provider}: ${picture.status}, ${picture.credits_charged} credits, kite.png`);

const video = await hub.videos.generate({
  prompt: "the kite climbs",
  provider: "runway_gen4",
  image_url: `job:${picture.id}`,
  duration: 5,
});
say("video", `${video.provider}: ${video.status}, ${video.credits_charged} credits`);

const speech = await hub.speech.generate({ text: "Kites for every summer.", provider: "openai_tts" });
say("speech", `${speech.provider}: ${speech.status}, ${speech.credits_charged} credits`);

const ad = await hub.composites.generate({
  aspect_ratio: "16:9",
  resolution: "720p",
  clips: [
    { source: `job:${video.id}`, end: 3 },
    { source: `job:${picture.id}`, duration: 2 },
  ],
  transition: { type: "fade", duration: 0.5 },
  texts: [{ text: "Summer kites" }],
  narration: { source: `job:${speech.id}` },
});
await saveFile("kites.mp4", await hub.download(ad));
say("ad", `${ad.provider}: ${ad.status}, ${ad.credits_charged} credits, kites.mp4`);

const receipt = await hub.jobs.receipt(ad);
say("receipt", `quoted ${receipt.quote.credits} credits, charged ${receipt.charge?.credits} credits`);

const after = (await hub.credits.balance()).balance;
say("balance", `${before - after} credits spent`);

const folder = await hub.drive.folders.create({ name: "kites" });
say("folder", folder.name);

const file = await hub.drive.upload(await openFile("kite.png"), { folderId: folder.id });
say("upload", `${file.name}: ${file.mime}, ${file.width} x ${file.height}`);

// A job that is not wanted any more.
const night = await hub.videoStudio.submit({ prompt: "a kite at night", provider: "seedance_pro" });
await hub.jobs.cancel(night);
try {
  await hub.jobs.wait(night);
} catch (error) {
  if (!(error instanceof JobCanceledError)) throw error;
  say("cancel", `${error.job.provider}: ${error.code}, ${error.job.credits_charged} credits`);
}

await owner.apiKeys.revoke(key.id);
say("revoke", key.name);
