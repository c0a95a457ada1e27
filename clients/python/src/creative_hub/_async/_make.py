"""Makes pictures, videos, avatars, speech and composites: the five endpoints of jobs, and the four studios, which offer
every model."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from .._call import Call, Fields, at, request_body
from .._types import AcceptedGeneration, Generation, Job, Quote
from ._jobs import _WAIT_SECONDS, AsyncJobs, OnProgress
from ._list import AsyncList
from ._transport import AsyncTransport

Accepted = TypeVar("Accepted", bound=BaseModel)
Request = BaseModel | Fields | None


class AsyncMaker(Generic[Accepted]):
    def __init__(self, transport: AsyncTransport, jobs: AsyncJobs, path: str, accepted: type[Accepted]) -> None:
        self._transport = transport
        self._jobs = jobs
        self._path = path
        self._accepted = accepted

    async def submit(
        self, request: Request = None, /, *, idempotency_key: str | None = None, **fields: Any
    ) -> Accepted:
        """Submits a request. The job is made in the background; `hub.jobs.wait` waits for it."""
        body = request_body(request, fields)
        return await self._transport.send(
            Call("POST", self._path, self._accepted.model_validate, body=body, idempotency_key=idempotency_key)
        )

    async def quote(self, request: Request = None, /, **fields: Any) -> Quote:
        """What a request would cost. Makes and holds nothing."""
        body = request_body(request, fields)
        return await self._transport.send(
            Call("POST", self._path, Quote.model_validate, query={"dry_run": True}, body=body)
        )

    async def generate(
        self,
        request: Request = None,
        /,
        *,
        idempotency_key: str | None = None,
        timeout: float = _WAIT_SECONDS,
        on_progress: OnProgress | None = None,
        poll_interval: float | None = None,
        cancel_on_abort: bool = False,
        **fields: Any,
    ) -> Job:
        """Submits a request and waits, as `hub.jobs.wait` does. Raises JobFailedError if the job fails."""
        accepted = await self.submit(request, idempotency_key=idempotency_key, **fields)
        return await self._jobs.wait(
            accepted,
            timeout=timeout,
            on_progress=on_progress,
            poll_interval=poll_interval,
            cancel_on_abort=cancel_on_abort,
        )


class AsyncStudio(AsyncMaker[AcceptedGeneration]):
    """A group of endpoints that offers every model of one kind, and lists its generations."""

    def __init__(self, transport: AsyncTransport, jobs: AsyncJobs, name: str) -> None:
        studio = f"/api/v1/creative-hub/{name}"
        super().__init__(transport, jobs, f"{studio}/generate", AcceptedGeneration)
        self._generations = f"{studio}/generations"

    def list(self, **query: Any) -> AsyncList[Generation]:
        """The newest first. `status` and `limit` choose."""
        return AsyncList(self._transport, self._generations, "generations", Generation, query)

    async def get(self, id: str) -> Generation:
        path = at(self._generations + "/{id}", id=id)
        return await self._transport.send(Call("GET", path, Generation.model_validate))
