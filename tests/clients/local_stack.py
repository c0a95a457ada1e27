"""Runs a local stack of its own, on free ports and in a folder that goes with it."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 60


@contextlib.contextmanager
def local_stack(time_scale: str, *options: str, data: Path | None = None) -> Iterator[dict]:
    """Yields what `local up --ready FILE` writes, and keeps the stack running meanwhile. Its data is in a folder that goes with
    it, unless the caller has one."""
    binary = Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target") / "debug" / "local"
    if not binary.is_file():
        sys.exit(f"{binary} is missing; please build it: cargo build --bin local --examples")
    with tempfile.TemporaryDirectory(prefix="local-stack-") as folder:
        ready, log = Path(folder, "ready.json"), Path(folder, "log")
        command = [binary, "up", "--port", "0", "--data", data or Path(folder, "data"), "--ready", ready]
        with log.open("w") as output:
            stack = subprocess.Popen(
                [*command, "--time-scale", time_scale, *options], stdout=output, stderr=output, start_new_session=True
            )
        try:
            yield wait_until_ready(stack, ready, log)
        finally:
            stop(stack)


def wait_until_ready(stack: subprocess.Popen, ready: Path, log: Path) -> dict:
    until = time.monotonic() + START_SECONDS
    while stack.poll() is None and time.monotonic() < until:
        # The file appears as a whole, so it can be read as soon as it exists.
        if ready.is_file():
            return json.loads(ready.read_text())
        time.sleep(0.1)
    sys.exit(f"the local stack did not start:\n{log.read_text()}")


def stop(process: subprocess.Popen) -> None:
    # The same signal as Ctrl-C.
    process.send_signal(signal.SIGINT)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
