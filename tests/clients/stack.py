"""Starts a local stack for tests in other languages, and runs their programs."""

import contextlib
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
def local_stack(*options: str) -> Iterator[Path]:
    """Keeps a stack running, and yields the file with its addresses and keys."""
    binary = Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target") / "debug" / "local"
    if not binary.is_file():
        sys.exit(f"{binary} is missing; please run: make clients")
    with tempfile.TemporaryDirectory(prefix="clients-") as folder:
        ready, log = Path(folder, "ready.json"), Path(folder, "log")
        command = [binary, "up", "--port", "0", "--data", Path(folder, "data"), "--ready", ready, *options]
        with log.open("w") as output:
            stack = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)
        try:
            wait_until_ready(stack, ready, log)
            yield ready
        finally:
            stop(stack)


def wait_until_ready(stack: subprocess.Popen, ready: Path, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while stack.poll() is None and time.monotonic() < until:
        # The file appears as a whole, so it can be read as soon as it exists.
        if ready.is_file():
            return
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


def finish(command: list[str], folder: Path, environment: dict[str, str], seconds: int) -> tuple[bool, str]:
    """Runs the command. Returns whether it succeeded, and its whole output."""
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired as late:
        output = (late.stdout or b"").decode(errors="replace")
        return False, f"{output}\nnot finished within {seconds} s"
    return done.returncode == 0, done.stdout.decode(errors="replace")
