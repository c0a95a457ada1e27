"""The bytes of an upload, from wherever they come."""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import anyio.to_thread

from ._errors import CreativeHubError

_CHUNK = 256 * 1024
_MIMES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".avif": "image/avif",
    ".heic": "image/heic",
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
    ".ogg": "audio/ogg",
    ".m4a": "audio/mp4",
    ".aac": "audio/aac",
    ".flac": "audio/flac",
    ".weba": "audio/webm",
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
}

Source = str | os.PathLike[str] | bytes


@dataclass(frozen=True)
class Content:
    source: Path | bytes
    name: str
    mime: str
    length: int

    def announcement(self, folder_id: str | None) -> dict[str, Any]:
        folder = {} if folder_id is None else {"folder_id": folder_id}
        return {"name": self.name, "mime": self.mime, "bytes": self.length, **folder}

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        with io.BytesIO(self.source) if isinstance(self.source, bytes) else self.source.open("rb") as file:
            yield file


def content_of(source: Source, name: str | None, mime: str | None) -> Content:
    """A file by its path, or bytes. A file's name and type follow from its path."""
    held = bytes(source) if isinstance(source, bytes) else Path(source)
    named = name or (held.name if isinstance(held, Path) else None)
    if named is None:
        raise CreativeHubError("an upload of bytes needs a name")
    typed = mime or _MIMES.get(Path(named).suffix.lower())
    if typed is None:
        raise CreativeHubError(f"the type of {named} is not known by its name; please give it, such as mime='image/png'")
    length = len(held) if isinstance(held, bytes) else held.stat().st_size
    return Content(held, named, typed, length)


def chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


async def async_chunks(file: BinaryIO) -> AsyncIterator[bytes]:
    while chunk := await anyio.to_thread.run_sync(file.read, _CHUNK):
        yield chunk
