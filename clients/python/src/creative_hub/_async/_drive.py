"""The team's folders and files, and uploads into them."""

from __future__ import annotations

from itertools import count
from typing import Any

import httpx

from .._call import Call, at, network_error
from .._content import Content, Source, async_chunks, content_of
from .._errors import CreativeHubError, UploadError
from .._types import ContentLink, DriveFile, Folder, Upload
from ._list import AsyncList
from ._transport import AsyncTransport

_FOLDERS = "/api/v1/creative-hub/drive/folders"
_FOLDER = _FOLDERS + "/{id}"
_FILES = "/api/v1/creative-hub/drive/files"
_FILE = _FILES + "/{id}"
_UPLOADS = "/api/v1/creative-hub/drive/uploads"


class AsyncDrive:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.folders = AsyncFolders(transport)
        self.files = AsyncFiles(transport)

    async def upload(
        self,
        source: Source,
        *,
        name: str | None = None,
        mime: str | None = None,
        folder_id: str | None = None,
        idempotency_key: str | None = None,
    ) -> DriveFile:
        """Puts a file, by its path, or bytes into the drive. `asset` of the answer names it in other requests."""
        content = content_of(source, name, mime)
        begun = await self._transport.send(
            Call(
                "POST",
                _UPLOADS,
                Upload.model_validate,
                body=content.announcement(folder_id),
                idempotency_key=idempotency_key,
            )
        )
        await self._put(begun, content)
        path = at(_UPLOADS + "/{id}/complete", id=begun.id)
        return await self._transport.send(Call("POST", path, DriveFile.model_validate))

    async def _put(self, begun: Upload, content: Content) -> None:
        """The link takes nothing but these bytes, as often as they come: so they can be put again."""
        for attempt in count():
            try:
                return await self._put_once(begun, content)
            except CreativeHubError as error:
                await self._transport.pause(error, attempt)

    async def _put_once(self, begun: Upload, content: Content) -> None:
        headers = begun.model_dump(mode="json", by_alias=True)["headers"]
        headers["content-length"] = str(content.length)
        try:
            with content.open() as file:
                answer = await self._transport.http.request(
                    begun.method, begun.url, headers=headers, content=async_chunks(file)
                )
        except httpx.TransportError as error:
            raise network_error(error) from error
        if answer.is_error:
            raise UploadError(answer.status_code)


class AsyncFolders:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(self, *, idempotency_key: str | None = None, **folder: Any) -> Folder:
        return await self._transport.send(
            Call("POST", _FOLDERS, Folder.model_validate, body=folder, idempotency_key=idempotency_key)
        )

    def list(self, **query: Any) -> AsyncList[Folder]:
        """All folders, or those within `parent`: an id, or `root`."""
        return AsyncList(self._transport, _FOLDERS, "folders", Folder, query)

    async def get(self, id: str) -> Folder:
        return await self._transport.send(Call("GET", at(_FOLDER, id=id), Folder.model_validate))

    async def update(self, id: str, **change: Any) -> Folder:
        """Renames or moves it."""
        return await self._transport.send(Call("PATCH", at(_FOLDER, id=id), Folder.model_validate, body=change))

    async def delete(self, id: str) -> None:
        """Raises ConflictError with the code `folder_not_empty` unless it is empty."""
        await self._transport.send(Call("DELETE", at(_FOLDER, id=id), lambda _: None))


class AsyncFiles:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, **query: Any) -> AsyncList[DriveFile]:
        """The files of one `folder`; of the root, if there is none. The newest first."""
        return AsyncList(self._transport, _FILES, "files", DriveFile, query)

    async def get(self, id: str) -> DriveFile:
        return await self._transport.send(Call("GET", at(_FILE, id=id), DriveFile.model_validate))

    async def update(self, id: str, **change: Any) -> DriveFile:
        """Renames, moves or marks it."""
        return await self._transport.send(Call("PATCH", at(_FILE, id=id), DriveFile.model_validate, body=change))

    async def delete(self, id: str) -> None:
        await self._transport.send(Call("DELETE", at(_FILE, id=id), lambda _: None))

    async def link(self, id: str) -> str:
        """A link to the bytes that works for 15 minutes without a key."""
        path = at(_FILE + "/content", id=id)
        found = await self._transport.send(Call("GET", path, ContentLink.model_validate, query={"redirect": False}))
        return found.url

    async def share(self, id: str, **share: Any) -> DriveFile:
        """Makes `share_url`, which gives the file to whoever has it, without a key."""
        path = at(_FILE + "/share", id=id)
        return await self._transport.send(Call("PUT", path, DriveFile.model_validate, body=share))

    async def unshare(self, id: str) -> DriveFile:
        return await self._transport.send(Call("DELETE", at(_FILE + "/share", id=id), DriveFile.model_validate))
