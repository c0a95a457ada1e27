#!/usr/bin/env bash
# How an ad comes to be, in twelve steps with `hub`. HUB_URL and HUB_KEY say where; kite.png and kites.mp4 are written here.
set -euo pipefail

line() { printf '%-8s  %s\n' "$1" "$2"; }
# A field of the JSON on stdin, such as quote.credits; the entries of a list stand beside each other.
field() {
  python3 -c 'import json, sys; from functools import reduce
value = reduce(dict.get, sys.argv[1].split("."), json.load(sys.stdin))
print(", ".join(value) if isinstance(value, list) else value)' "$1"
}

owner=$HUB_KEY
made=$(hub keys create story --json --model flux_2_pro --model runway_gen4 --model openai_tts --model compositor \
  --model seedance_pro)
HUB_KEY=$(field key <<<"$made")
line key "$(field name <<<"$made") may use $(field models <<<"$made")"
before=$(hub credits --json | field balance)

kite=("a red kite over the sea" --provider flux_2_pro --width 1280 --height 720)
quote=$(hub cost image "${kite[@]}" --json)
line quote "$(field provider <<<"$quote"): $(field credits_estimated <<<"$quote") credits"

# What became of a job: the model, its status and its price.
outcome() { echo "$(field provider <<<"$1"): $(field status <<<"$1"), $(field credits_charged <<<"$1") credits"; }

picture=$(hub image "${kite[@]}" --out kite.png --json)
line picture "$(outcome "$picture"), kite.png"

video=$(hub video "the kite climbs" --provider runway_gen4 --image "job:$(field id <<<"$picture")" --duration 5 --json)
line video "$(outcome "$video")"

speech=$(hub speech "Kites for every summer." --provider openai_tts --json)
line speech "$(outcome "$speech")"

ad=$(hub ad - --out kites.mp4 --json <<END
{"aspect_ratio": "16:9", "resolution": "720p",
 "clips": [{"source": "job:$(field id <<<"$video")", "end": 3},
           {"source": "job:$(field id <<<"$picture")", "duration": 2}],
 "transition": {"type": "fade", "duration": 0.5},
 "texts": [{"text": "Summer kites"}],
 "narration": {"source": "job:$(field id <<<"$speech")"}}
END
)
line ad "$(outcome "$ad"), kites.mp4"

receipt=$(hub receipt "$(field id <<<"$ad")" --json)
line receipt "quoted $(field quote.credits <<<"$receipt") credits, charged $(field charge.credits <<<"$receipt") credits"

line balance "$((before - $(hub credits --json | field balance))) credits spent"

folder=$(hub folders create kites --json)
line folder "$(field name <<<"$folder")"

file=$(hub upload kite.png --folder "$(field id <<<"$folder")" --json)
line upload "$(field name <<<"$file"): $(field mime <<<"$file"), $(field width <<<"$file") x $(field height <<<"$file")"

night=$(hub video "a kite at night" --provider seedance_pro --no-wait)
hub cancel "$night" >&2
# A job that failed, or was canceled, ends `hub wait` with 3.
canceled=$(hub wait "$night" --json 2>/dev/null) || [ $? = 3 ]
line cancel "$(field provider <<<"$canceled"): $(field error_code <<<"$canceled"), $(field credits_charged <<<"$canceled") credits"

HUB_KEY=$owner hub keys revoke "$(field id <<<"$made")"
line revoke story
