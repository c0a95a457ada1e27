"""The way in: one object with everything that the API offers."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx

from .._call import Call, Fields, Options, link_of, network_error, variable
from .._errors import DownloadError
from .._files import whole_file
from .._types import AcceptedJob, Avatar, Catalog, Job, Me, OperatorStatus, Voice
from ._account import AsyncApiKeys, AsyncCredits, AsyncMembers, AsyncTeams, AsyncTokens
from ._brand_kits import AsyncBrandKits
from ._drive import AsyncDrive
from ._jobs import AsyncJobs
from ._list import AsyncList
from ._make import AsyncMaker, AsyncStudio
from ._transport import AsyncTransport

_HUB = "/api/v1/creative-hub"


class AsyncCreativeHub:
    """A client of Creative Hub. It keeps connections: close it, or use it as a context manager.

    `base_url` says where the API is, such as `https://hub.example.com`; absent: the variable HUB_URL. `api_key` is an
    API key, or a function that gives a token for each request; absent: the variable HUB_KEY. A request that may work later is repeated up to `max_retries` times, after
    `retry_delay` seconds and then twice as many each time, or when the API says. The API may be silent for
    `request_timeout` seconds. `http_client` is used in place of an own one, and not closed.
    """

    def __init__(
        self,
        *,
        base_url: str | None = None,
        api_key: str | Callable[[], str] | None = None,
        max_retries: int = 3,
        request_timeout: float = 30.0,
        retry_delay: float = 0.5,
        http_client: httpx.AsyncClient | None = None,
    ) -> None:
        self._own = http_client is None
        self._http = http_client or httpx.AsyncClient(timeout=request_timeout)
        address, key = base_url or variable("HUB_URL", "base_url"), api_key or variable("HUB_KEY", "api_key")
        options = Options(address, key, max_retries, request_timeout, retry_delay)
        transport = AsyncTransport(options, self._http)
        self._transport = transport
        self.jobs = AsyncJobs(transport)
        self.images = self._maker("image")
        self.videos = self._maker("video")
        self.avatars = self._maker("avatar")
        self.speech = self._maker("tts")
        #: Ads: films and stills from a timeline.
        self.composites = self._maker("composite")
        self.image_studio = AsyncStudio(transport, self.jobs, "image-studio")
        self.video_studio = AsyncStudio(transport, self.jobs, "video-studio")
        self.avatar_studio = AsyncStudio(transport, self.jobs, "avatar-studio")
        self.voice_studio = AsyncStudio(transport, self.jobs, "voice-studio")
        self.drive = AsyncDrive(transport)
        self.brand_kits = AsyncBrandKits(transport)
        self.credits = AsyncCredits(transport)
        self.api_keys = AsyncApiKeys(transport)
        self.teams = AsyncTeams(transport)
        self.tokens = AsyncTokens(transport)
        self.members = AsyncMembers(transport)

    def _maker(self, kind: str) -> AsyncMaker[AcceptedJob]:
        return AsyncMaker(self._transport, self.jobs, f"{_HUB}/generate/{kind}", AcceptedJob)

    async def me(self) -> Me:
        """Whose key this is, and what it may do."""
        return await self._transport.send(Call("GET", "/api/v1/me", Me.model_validate))

    async def catalog(self) -> Catalog:
        """The models, with their options, limits and prices."""
        return await self._transport.send(Call("GET", f"{_HUB}/catalog", Catalog.model_validate))

    async def operator_status(self) -> OperatorStatus:
        """How routes and the oldest jobs stand, and what ends. For operators."""
        return await self._transport.send(Call("GET", "/api/v1/operator/status", OperatorStatus.model_validate))

    def list_avatars(self, **query: Any) -> AsyncList[Avatar]:
        """`provider` and `q` choose."""
        return AsyncList(self._transport, f"{_HUB}/avatars", "avatars", Avatar, query)

    def list_voices(self, **query: Any) -> AsyncList[Voice]:
        """`provider`, `for_`, `language` and `q` choose."""
        return AsyncList(self._transport, f"{_HUB}/voices", "voices", Voice, query)

    async def request(
        self, method: str, path: str, *, query: Fields | None = None, body: Fields | None = None
    ) -> Any:
        """Any endpoint, for what has no method here: its path begins with `/api/v1`. Gives the JSON as it is."""
        return await self._transport.send(Call(method, path, lambda answer: answer, query, body))

    async def download(self, what: str | Job, result: int = 0) -> bytes:
        """A result of a job, or the bytes behind a link. Such links need no key, and are not sent one."""
        try:
            answer = await self._http.get(link_of(what, result), follow_redirects=True)
        except httpx.TransportError as error:
            raise network_error(error) from error
        if answer.is_error:
            raise DownloadError(answer.status_code)
        return answer.content

    async def save(self, what: str | Job, path: str | os.PathLike[str], result: int = 0) -> Path:
        """Writes a result of a job, or what is behind a link, to disk. The file appears as a whole."""
        link = link_of(what, result)
        with whole_file(path) as file:
            try:
                async with self._http.stream("GET", link, follow_redirects=True) as answer:
                    if answer.is_error:
                        raise DownloadError(answer.status_code)
                    async for chunk in answer.aiter_bytes():
                        file.write(chunk)
            except httpx.TransportError as error:
                raise network_error(error) from error
        return Path(path)

    async def aclose(self) -> None:
        if self._own:
            await self._http.aclose()

    async def __aenter__(self) -> AsyncCreativeHub:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()
