"""Walks through the README as a newcomer would: runs its commands against a local stack of their own, in order, and
compares what they print with what the page says. `make readme` runs it.

A comment after a command is its output; `…` in it stands for anything. Blocks of Python and JavaScript must end well.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECTIONS = ("Walk-through", "From the shell", "An ad of three submits", "Files of one's own, and a brand")
PORT = 8787


def blocks(page):
    """The blocks of code of the sections that can be walked through: (language, text)."""
    for section in re.split(r"^## ", page, flags=re.M):
        if section.split("\n", 1)[0] in SECTIONS:
            yield from re.findall(r"^```(sh|python|js)\n(.*?)^```", section, flags=re.M | re.S)


def steps(block):
    """A block of shell as (commands, what they print). Commands whose output the page does not show are joined."""
    commands, printed = [], []
    for line in block.splitlines():
        if line.startswith("# "):
            printed.append(line[2:])
            continue
        if printed:
            yield "\n".join(commands), "".join(printed)
            commands, printed = [], []
        commands.append(line)
    yield "\n".join(commands), "".join(printed)


def is_as_printed(shown, got):
    """Whether the pieces between the ellipses come in this order. Blanks do not count."""
    got = re.sub(r"\s", "", got)
    at = 0
    for piece in re.sub(r"\s", "", shown).split("…"):
        found = got.find(piece, at)
        if found < 0:
            return piece
        at = found + len(piece)
    return None


def run(command, folder, environment):
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        sys.exit(f"failed with {done.returncode}: {command}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def walk(page, folder):
    state = folder / "state.sh"
    state.write_text("")
    walked = 0
    for language, text in blocks(page):
        if language != "sh":
            name = {"python": "first.py", "js": "first.mjs"}[language]
            (folder / name).write_text(text)
            out = run(["python3" if language == "python" else "node", name], folder, os.environ)
            if not out.startswith("completed http"):
                sys.exit(f"the {language} of the README printed: {out}")
            walked += 1
            continue
        for commands, shown in steps(text):
            # Each step goes on with the variables and functions of the ones before.
            script = f". {state}\n{commands}\n{{ declare -p HUB_URL HUB_KEY API KEY JOB VIDEO SPEECH AD FOLDER ASSET KIT; declare -f; }} >{state} 2>/dev/null || true"
            out = run(["bash", "-c", script], folder, os.environ)
            missing = is_as_printed(shown, out) if shown else None
            if missing is not None:
                sys.exit(f"after\n{commands}\nthe README shows\n{missing}\nand this came:\n{out}")
            walked += 1
    print(f"The README's {walked} steps print what it says.")


def main():
    binaries = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug"
    local = binaries / "local"
    os.environ["PATH"] = f"{binaries}:{os.environ['PATH']}"
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        data = folder / ".data"
        data.mkdir()
        ready = data / "ready.json"
        stack = subprocess.Popen(
            [local, "up", "--port", str(PORT), "--data", data, "--ready", ready, "--time-scale", "0.2"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            while not ready.exists():
                if stack.poll() is not None:
                    sys.exit(f"the local stack did not start; is port {PORT} free?")
                time.sleep(0.1)
            walk((ROOT / "README.md").read_text(), folder)
        finally:
            stack.terminate()
            stack.wait()


if __name__ == "__main__":
    main()
