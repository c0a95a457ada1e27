# Made by tools/generate.py; please change _async/_client.py instead.
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
from ._account import ApiKeys, Credits, Members, Teams, Tokens
from ._brand_kits import BrandKits
from ._drive import Drive
from ._jobs import Jobs
from ._list import List
from ._make import Maker, Studio
from ._transport import Transport

_HUB = "/api/v1/creative-hub"


class CreativeHub:
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
        http_client: httpx.Client | None = None,
    ) -> None:
        self._own = http_client is None
        self._http = http_client or httpx.Client(timeout=request_timeout)
        address, key = base_url or variable("HUB_URL", "base_url"), api_key or variable("HUB_KEY", "api_key")
        options = Options(address, key, max_retries, request_timeout, retry_delay)
        transport = Transport(options, self._http)
        self._transport = transport
        self.jobs = Jobs(transport)
        self.images = self._maker("image")
        self.videos = self._maker("video")
        self.avatars = self._maker("avatar")
        self.speech = self._maker("tts")
        #: Ads: films and stills from a timeline.
        self.composites = self._maker("composite")
        self.image_studio = Studio(transport, self.jobs, "image-studio")
        self.video_studio = Studio(transport, self.jobs, "video-studio")
        self.avatar_studio = Studio(transport, self.jobs, "avatar-studio")
        self.voice_studio = Studio(transport, self.jobs, "voice-studio")
        self.drive = Drive(transport)
        self.brand_kits = BrandKits(transport)
        self.credits = Credits(transport)
        self.api_keys = ApiKeys(transport)
        self.teams = Teams(transport)
        self.tokens = Tokens(transport)
        self.members = Members(transport)

    def _maker(self, kind: str) -> Maker[AcceptedJob]:
        return Maker(self._transport, self.jobs, f"{_HUB}/generate/{kind}", AcceptedJob)

    def me(self) -> Me:
        """Whose key this is, and what it may do."""
        return self._transport.send(Call("GET", "/api/v1/me", Me.model_validate))

    def catalog(self) -> Catalog:
        """The models, with their options, limits and prices."""
        return self._transport.send(Call("GET", f"{_HUB}/catalog", Catalog.model_validate))

    def operator_status(self) -> OperatorStatus:
        """How routes and the oldest jobs stand, and what ends. For operators."""
        return self._transport.send(Call("GET", "/api/v1/operator/status", OperatorStatus.model_validate))

    def list_avatars(self, **query: Any) -> List[Avatar]:
        """`provider` and `q` choose."""
        return List(self._transport, f"{_HUB}/avatars", "avatars", Avatar, query)

    def list_voices(self, **query: Any) -> List[Voice]:
        """`provider`, `for_`, `language` and `q` choose."""
        return List(self._transport, f"{_HUB}/voices", "voices", Voice, query)

    def request(
        self, method: str, path: str, *, query: Fields | None = None, body: Fields | None = None
    ) -> Any:
        """Any endpoint, for what has no method here: its path begins with `/api/v1`. Gives the JSON as it is."""
        return self._transport.send(Call(method, path, lambda answer: answer, query, body))

    def download(self, what: str | Job, result: int = 0) -> bytes:
        """A result of a job, or the bytes behind a link. Such links need no key, and are not sent one."""
        try:
            answer = self._http.get(link_of(what, result), follow_redirects=True)
        except httpx.TransportError as error:
            raise network_error(error) from error
        if answer.is_error:
            raise DownloadError(answer.status_code)
        return answer.content

    def save(self, what: str | Job, path: str | os.PathLike[str], result: int = 0) -> Path:
        """Writes a result of a job, or what is behind a link, to disk. The file appears as a whole."""
        link = link_of(what, result)
        with whole_file(path) as file:
            try:
                with self._http.stream("GET", link, follow_redirects=True) as answer:
                    if answer.is_error:
                        raise DownloadError(answer.status_code)
                    for chunk in answer.iter_bytes():
                        file.write(chunk)
            except httpx.TransportError as error:
                raise network_error(error) from error
        return Path(path)

    def close(self) -> None:
        if self._own:
            self._http.close()

    def __enter__(self) -> CreativeHub:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
