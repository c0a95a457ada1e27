"""What the tests share: the address of a simulated vendor, waiting for a task, and checks of files."""

import json
import os
import struct
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

SIMULATORS: dict[str, str] = json.loads(os.environ["SIMULATORS"])
RUN = os.urandom(4).hex()
WRONG_KEY = "sim-wrong-key"
# A grey square of 512 pixels, which every vendor takes as an input.
INPUT = Path(__file__).resolve().parent.parent / "input.png"

T = TypeVar("T")


def url(vendor: str, path: str = "") -> str:
    return SIMULATORS[vendor] + path


def key(vendor: str) -> str:
    return f"sim-{vendor}-key"


def prompt(text: str) -> str:
    """A prompt that no other run and no other client uses. A simulator that keeps running would count them together."""
    return f"{text} ({RUN})"


def until(over: Callable[[T], bool], poll: Callable[[], T]) -> T:
    """Polls as a client would, and gives up after a time that no simulated task takes."""
    deadline = time.monotonic() + 30
    while not over(state := poll()):
        assert time.monotonic() < deadline, f"still not over: {state}"
        time.sleep(0.1)
    return state


def starts(vendor: str, prompt: str) -> list[dict]:
    """The simulator's usage for this prompt, which shows whether a start was repeated."""
    query = urllib.parse.urlencode({"prompt": prompt})
    with urllib.request.urlopen(url(vendor, f"/_sim/ledger?{query}"), timeout=10) as answer:
        return json.load(answer)["jobs"]


def download(link: str) -> bytes:
    """Downloads without a key, because the links to results carry their own permission."""
    with urllib.request.urlopen(link, timeout=30) as answer:
        return answer.read()


def picture(content: bytes) -> tuple[str, tuple[int, int]]:
    """Format and size in pixels."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png", struct.unpack(">II", content[16:24])
    assert content.startswith(b"\xff\xd8\xff"), f"neither PNG nor JPEG: {content[:16]!r}"
    at = 2
    # Skips the segments up to the start of the frame, whose marker depends on the coding: SOF0 or SOF2 here.
    while content[at + 1] not in (0xC0, 0xC2):
        at += 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    height, width = struct.unpack(">HH", content[at + 5 : at + 9])
    return "jpeg", (width, height)


def clip(content: bytes) -> tuple[float, tuple[int, int]]:
    """An MP4's length in seconds and its size in pixels."""
    assert content[4:8] == b"ftyp", f"not an MP4: {content[:16]!r}"
    movie, track = content.index(b"mvhd"), content.index(b"tkhd")
    scale, length = struct.unpack(">II", content[movie + 16 : movie + 24])
    # The size is at the end of the header, in 16.16 fixed point.
    width, height = struct.unpack(">HxxHxx", content[track + 80 : track + 88])
    return length / scale, (width, height)


def is_mp3(content: bytes) -> bool:
    return content.startswith(b"ID3") or (content[0] == 0xFF and content[1] & 0xE0 == 0xE0)
