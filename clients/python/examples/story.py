"""Twelve steps from an API key to an ad. HUB_URL says where the API is, and HUB_KEY is an owner's key."""

from creative_hub import CreativeHub, JobCanceledError

owner = CreativeHub()


def say(step: str, line: str) -> None:
    print(f"{step:<10}{line}", flush=True)


# A key for this story alone, which may use these models and no others.
models = ["flux_2_pro", "runway_gen4", "openai_tts", "compositor", "seedance_pro"]
key = owner.api_keys.create(name="story", models=models)
hub = CreativeHub(api_key=key.key)
say("key", f"{key.name} may use {', '.join(key.models)}")
before = hub.credits.balance().balance

kite = {"prompt": "a red kite over the sea", "provider": "flux_2_pro", "width": 1280, "height": 720}
quote = hub.images.quote(kite)
say("quote", f"{quote.provider}: {quote.credits_estimated} credits")

picture = hub.images.generate(kite)
hub.save(picture, "kite.png")
say("picture", f"{picture.provider}: {picture.status}, {picture.credits_charged} credits, kite.png")

video = hub.videos.generate(
    prompt="the kite climbs", provider="runway_gen4", image_url=f"job:{picture.id}", duration=5
)
say("video", f"{video.provider}: {video.status}, {video.credits_charged} credits")

speech = hub.speech.generate(text="Kites for every summer.", provider="openai_tts")
say("speech", f"{speech.provider}: {speech.status}, {speech.credits_charged} credits")

ad = hub.composites.generate(
    aspect_ratio="16:9",
    resolution="720p",
    clips=[{"source": f"job:{video.id}", "end": 3}, {"source": f"job:{picture.id}", "duration": 2}],
    transition={"type": "fade", "duration": 0.5},
    texts=[{"text": "Summer kites"}],
    narration={"source": f"job:{speech.id}"},
)
hub.save(ad, "kites.mp4")
say("ad", f"{ad.provider}: {ad.status}, {ad.credits_charged} credits, kites.mp4")

receipt = hub.jobs.receipt(ad)
say("receipt", f"quoted {receipt.quote.credits} credits, charged {receipt.charge.credits} credits")

say("balance", f"{before - hub.credits.balance().balance} credits spent")

folder = hub.drive.folders.create(name="kites")
say("folder", folder.name)

file = hub.drive.upload("kite.png", folder_id=folder.id)
say("upload", f"{file.name}: {file.mime}, {file.width} x {file.height}")

# A job that is not wanted any more.
night = hub.video_studio.submit(prompt="a kite at night", provider="seedance_pro")
hub.jobs.cancel(night)
try:
    hub.jobs.wait(night)
except JobCanceledError as error:
    say("cancel", f"{error.job.provider}: {error.code}, {error.job.credits_charged} credits")

owner.api_keys.revoke(key.id)
say("revoke", key.name)
