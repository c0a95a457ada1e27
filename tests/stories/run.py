#!/usr/bin/env python3
"""Runs the story of an ad in every language that there is a client for, against one local stack, and compares what the
stories print: twelve lines, the same in each.

    tests/stories/run.py             all of them; needs target/debug/local and target/debug/hub
    tests/stories/run.py hub curl    only these

A language whose client is not installed here is skipped by name. Each story has a team of its own, because it looks at
the team's balance, and so they run side by side."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "clients"))

from local_stack import local_stack  # noqa: E402

BINARIES = Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target") / "debug"
# The part of their typical time that vendors take. Faster ones would be at work before a story can cancel.
TIME_SCALE = "0.1"
STORY_SECONDS = 180
# What each story prints. N is a number of credits, the same in all of them.
TOLD = """\
key       story may use flux_2_pro, runway_gen4, openai_tts, compositor, seedance_pro
quote     flux_2_pro: N credits
picture   flux_2_pro: completed, N credits, kite.png
video     runway_gen4: completed, N credits
speech    openai_tts: completed, N credits
ad        compositor: completed, N credits, kites.mp4
receipt   quoted N credits, charged N credits
balance   N credits spent
folder    kites
upload    kite.png: image/png, 1280 x 720
cancel    seedance_pro: canceled, 0 credits
revoke    story
"""
# Where in the files that a story saves which bytes show what they are.
FILES = (("kite.png", 0, b"\x89PNG"), ("kites.mp4", 4, b"ftyp"))


@dataclass(frozen=True)
class Story:
    language: str
    program: str | Path
    script: Path


STORIES = (
    Story("typescript", "node", ROOT / "clients/typescript/build/examples/story.js"),
    Story("python", ROOT / ".tools/sdk/python/bin/python", ROOT / "clients/python/examples/story.py"),
    Story("hub", "bash", ROOT / "clients/cli/examples/story.sh"),
    Story("curl", "bash", ROOT / "clients/curl/story.sh"),
)


def main(words: list[str]) -> int:
    for binary in ("local", "hub"):
        if not (BINARIES / binary).is_file():
            sys.exit(f"{BINARIES / binary} is missing; please run: make stories")
    stories = [story for story in STORIES if not words or story.language in words]
    runnable = [story for story in stories if is_there(story)]
    with tempfile.TemporaryDirectory(prefix="stories-") as folder, ThreadPoolExecutor(len(STORIES)) as pool:
        folder = Path(folder)
        with local_stack(TIME_SCALE, data=folder / "data") as ready:
            teams = owners(folder, ready, len(runnable))
            told = list(pool.map(lambda pair: tell(folder, ready["api"], *pair), zip(runnable, teams)))
    told = dict(zip((story.language for story in runnable), told))
    wrong = [problem for language, text in told.items() for problem in problems(language, text)]
    if len(set(told.values())) > 1 and not wrong:
        wrong = [f"--- {language}\n{text}" for language, text in told.items()]
        wrong.insert(0, "the stories differ:")
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


def is_there(story: Story) -> bool:
    missing = [what for what in (story.program, story.script) if not shutil.which(what) and not Path(what).is_file()]
    if missing:
        print(f"SKIPPED the story in {story.language}: {missing[0]} is not there")
    return not missing


def owners(folder: Path, ready: dict, wanted: int) -> list[str]:
    """Keys of owners of so many teams: the stack has two, and others are made."""
    keys = [ready["keys"]["owner"], ready["keys"]["other_team_owner"]]
    for number in range(len(keys), wanted):
        command = [BINARIES / "local", "bootstrap", "--data", folder / "data", "--team", f"team-{number}"]
        made = subprocess.run(command, capture_output=True, text=True)
        key = re.search(rf"(?m)^key of owner in team-{number}: (\S+)$", made.stdout)
        keys.append(key[1] if key else sys.exit(f"no team was made:\n{made.stdout}{made.stderr}"))
    return keys[:wanted]


def tell(folder: Path, api: str, story: Story, key: str) -> str:
    """Runs a story, and returns what it printed; nothing where it failed, which it then says."""
    place = folder / story.language
    place.mkdir()
    # There is nothing else in it, because a developer's own settings must not reach the clients.
    environment = {"PATH": f"{BINARIES}:{os.environ['PATH']}", "HOME": str(place), "HUB_URL": api, "HUB_KEY": key}
    started = time.monotonic()
    try:
        done = subprocess.run([story.program, story.script], cwd=place, env=environment, capture_output=True,
                              text=True, timeout=STORY_SECONDS)
    except subprocess.TimeoutExpired:
        print(f"FAILED  the story in {story.language}: not finished within {STORY_SECONDS} s", flush=True)
        return ""
    files = [name for name, at, begins in FILES if not shows(place / name, at, begins)]
    if done.returncode != 0 or files:
        print(f"FAILED  the story in {story.language}: {done.returncode}, not as it should be: {files}\n"
              f"{done.stdout}{done.stderr}", flush=True)
        return ""
    print(f"ok      the story in {story.language}: {time.monotonic() - started:.1f} s", flush=True)
    return done.stdout


def shows(file: Path, at: int, begins: bytes) -> bool:
    return file.is_file() and file.read_bytes()[at:].startswith(begins)


def problems(language: str, text: str) -> list[str]:
    expected = re.escape(TOLD).replace("N\\ credits", r"[1-9]\d*\ credits")
    return [] if re.fullmatch(expected, text) else [f"the story in {language} printed:\n{text}and not:\n{TOLD}"]


if __name__ == "__main__":
    # Exits on SIGTERM in an orderly way, so that the stack is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:]))
