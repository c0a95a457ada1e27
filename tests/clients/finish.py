"""Runs a program under a limit."""

import subprocess
from pathlib import Path


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
