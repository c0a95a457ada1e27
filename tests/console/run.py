#!/usr/bin/env python3
"""Builds the console and walks through its pages in Chromium, against a local stack.

    tests/console/run.py             all of it; needs target/debug/local
    tests/console/run.py create ads  only the files with one of these words in their name

On a machine that cannot build the console it says why, and skips."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).resolve().parent
LOCAL = Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target") / "debug" / "local"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main(words: list[str]) -> int:
    lacking = missing()
    if lacking:
        print(f"SKIPPED: the console: {lacking}")
        return 0
    if not LOCAL.is_file():
        sys.exit(f"{LOCAL} is missing; please build it: cargo build --bin local --examples")
    run(["make", "--no-print-directory", "console"], ROOT)
    if not installed():
        run(["npm", "ci", "--no-audit", "--no-fund"], HERE)
    run(["npx", "tsc"], HERE)
    return subprocess.run(["npx", "playwright", "test", *words], cwd=HERE, env={**os.environ, "CHROMIUM": browser()}).returncode


def missing() -> str:
    node = subprocess.run([ROOT / "tools" / "node.sh"], capture_output=True, text=True)
    if node.returncode != 0:
        return node.stdout.strip()
    return "" if browser() else "it needs Chromium, or CHROMIUM set to a browser of its kind"


def browser() -> str:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), "")


def installed() -> bool:
    """npm writes its own copy of the list when it has installed it."""
    done = HERE / "node_modules" / ".package-lock.json"
    return done.is_file() and done.stat().st_mtime >= (HERE / "package-lock.json").stat().st_mtime


def run(command: list[str], folder: Path) -> None:
    if subprocess.run(command, cwd=folder).returncode != 0:
        sys.exit(f"failed: {' '.join(command)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
