"""Sends requests, and again where that may help."""

from __future__ import annotations

from itertools import count
from typing import Any

import anyio
import httpx

from .._backoff import retry_delay
from .._call import Call, Options, Reply, answer_of, failure_of, network_error, refusal
from .._errors import CreativeHubError


class AsyncTransport:
    def __init__(self, options: Options, http: httpx.AsyncClient) -> None:
        self.options = options
        self.http = http

    async def send(self, call: Call[Reply]) -> Reply:
        kwargs = call.kwargs(self.options)
        for attempt in count():
            try:
                response = await self._attempt(kwargs)
                return call.read(answer_of(response))
            except CreativeHubError as error:
                await self.pause(error, attempt)
        raise AssertionError("count() does not end")

    async def pause(self, error: CreativeHubError, attempt: int) -> None:
        """Waits until the next attempt, or raises the error if there is none."""
        last = attempt >= self.options.max_retries
        delay = None if last else retry_delay(failure_of(error), attempt, self.options.retry_delay)
        if delay is None:
            raise error
        await anyio.sleep(delay)

    async def _attempt(self, kwargs: dict[str, Any]) -> httpx.Response:
        try:
            response = await self.http.request(**kwargs)
        except httpx.TransportError as error:
            raise network_error(error) from error
        if refused := refusal(response):
            raise refused
        return response
