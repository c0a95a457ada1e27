#!/usr/bin/env bash
# How an ad comes to be, in twelve steps with curl. HUB_URL and HUB_KEY say where; kite.png and kites.mp4 are written here.
set -euo pipefail

api=${HUB_URL%/}
api=${api%/api/v1}/api/v1
key=$HUB_KEY

line() { printf '%-8s  %s\n' "$1" "$2"; }
# A field of the JSON on stdin, such as quote.credits; the entries of a list stand beside each other.
field() {
  python3 -c 'import json, sys; from functools import reduce
value = reduce(dict.get, sys.argv[1].split("."), json.load(sys.stdin))
print(", ".join(value) if isinstance(value, list) else value)' "$1"
}
# call METHOD PATH [BODY]
call() {
  curl -sS --fail-with-body -X "$1" "$api/$2" -H "x-api-key: $key" -H 'content-type: application/json' ${3:+-d "$3"}
}
# Waits until a job has ended, and prints it. After ten looks it is looked at as often as the API asks for.
ended() {
  local job looks=0
  until job=$(call GET "creative-hub/generate/jobs/$1") && grep -qE '"status":"(completed|failed)"' <<<"$job"; do
    sleep $((looks++ < 10 ? 1 : 5))
  done
  echo "$job"
}
# Submits to a path, and prints the job once it has ended.
make() { ended "$(call POST "creative-hub/$1" "$2" | field job_id)"; }
# What became of a job: the model, its status and its price.
outcome() { echo "$(field provider <<<"$1"): $(field status <<<"$1"), $(field credits_charged <<<"$1") credits"; }
# Saves the first result of a job.
save() { curl -sS --fail -o "$2" "$(field result_urls <<<"$1")"; }

made=$(call POST api-keys '{"name": "story",
  "models": ["flux_2_pro", "runway_gen4", "openai_tts", "compositor", "seedance_pro"]}')
key=$(field key <<<"$made")
line key "$(field name <<<"$made") may use $(field models <<<"$made")"
before=$(call GET credits/balance | field balance)

kite='{"prompt": "a red kite over the sea", "provider": "flux_2_pro", "width": 1280, "height": 720}'
quote=$(call POST "creative-hub/generate/image?dry_run=true" "$kite")
line quote "$(field provider <<<"$quote"): $(field credits_estimated <<<"$quote") credits"

picture=$(make generate/image "$kite")
save "$picture" kite.png
line picture "$(outcome "$picture"), kite.png"

video=$(make generate/video '{"prompt": "the kite climbs", "provider": "runway_gen4",
  "image_url": "job:'"$(field id <<<"$picture")"'", "duration": 5}')
line video "$(outcome "$video")"

speech=$(make generate/tts '{"text": "Kites for every summer.", "provider": "openai_tts"}')
line speech "$(outcome "$speech")"

ad=$(make generate/composite '{"aspect_ratio": "16:9", "resolution": "720p",
  "clips": [{"source": "job:'"$(field id <<<"$video")"'", "end": 3},
            {"source": "job:'"$(field id <<<"$picture")"'", "duration": 2}],
  "transition": {"type": "fade", "duration": 0.5},
  "texts": [{"text": "Summer kites"}],
  "narration": {"source": "job:'"$(field id <<<"$speech")"'"}}')
save "$ad" kites.mp4
line ad "$(outcome "$ad"), kites.mp4"

receipt=$(call GET "creative-hub/generate/jobs/$(field id <<<"$ad")/receipt")
line receipt "quoted $(field quote.credits <<<"$receipt") credits, charged $(field charge.credits <<<"$receipt") credits"

line balance "$((before - $(call GET credits/balance | field balance))) credits spent"

folder=$(call POST creative-hub/drive/folders '{"name": "kites"}')
line folder "$(field name <<<"$folder")"

upload=$(call POST creative-hub/drive/uploads '{"name": "kite.png", "mime": "image/png",
  "bytes": '"$(($(wc -c <kite.png)))"', "folder_id": "'"$(field id <<<"$folder")"'"}')
curl -sS --fail -X PUT "$(field url <<<"$upload")" -H 'content-type: image/png' --data-binary @kite.png
file=$(call POST "creative-hub/drive/uploads/$(field id <<<"$upload")/complete")
line upload "$(field name <<<"$file"): $(field mime <<<"$file"), $(field width <<<"$file") x $(field height <<<"$file")"

night=$(call POST creative-hub/video-studio/generate '{"prompt": "a kite at night", "provider": "seedance_pro"}' |
  field generation_id)
call POST "creative-hub/generate/jobs/$night/cancel" >&2
canceled=$(ended "$night")
line cancel "$(field provider <<<"$canceled"): $(field error_code <<<"$canceled"), $(field credits_charged <<<"$canceled") credits"

key=$HUB_KEY
call DELETE "api-keys/$(field id <<<"$made")"
line revoke story
