"""One request of the API, before it is sent: what sync and async clients share."""

from __future__ import annotations

import json
import os
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from ._backoff import Failure
from ._errors import ApiError, CreativeHubError, NetworkError, RequestTimeoutError, api_error

if TYPE_CHECKING:
    from ._types import Job

# The version of the API that this client was written for.
HUB_VERSION = "2026-11-27"

Reply = TypeVar("Reply")
Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Options:
    base_url: str
    api_key: str | Callable[[], str]
    max_retries: int
    request_timeout: float
    retry_delay: float

    @property
    def origin(self) -> str:
        # Paths have `/api/v1` in front, so a base URL that ends in it is the same as one that does not.
        return self.base_url.rstrip("/").removesuffix("/api/v1")

    def key(self) -> str:
        return self.api_key if isinstance(self.api_key, str) else self.api_key()


@dataclass(frozen=True)
class Call(Generic[Reply]):
    """A request, and how its answer is read."""

    method: str
    path: str
    read: Callable[[Any], Reply]
    query: Fields | None = None
    body: Fields | None = None
    idempotency_key: str | None = None

    def kwargs(self, options: Options) -> dict[str, Any]:
        """What httpx is given. It is made once for all attempts, and so is the idempotency key in it."""
        headers = {"authorization": f"Bearer {options.key()}", "hub-version": HUB_VERSION}
        if self.method == "POST":
            # If only the answer was lost, the next attempt gets it and makes nothing new.
            headers["idempotency-key"] = self.idempotency_key or str(uuid.uuid4())
        given: dict[str, Any] = {
            "method": self.method,
            "url": options.origin + self.path,
            "headers": headers,
            "timeout": options.request_timeout,
        }
        if self.query:
            given["params"] = query(self.query)
        if self.body is not None:
            headers["content-type"] = "application/json"
            given["content"] = json.dumps(to_jsonable_python(self.body))
        return given


def variable(name: str, instead: str) -> str:
    """What the environment says, where the program says nothing."""
    if value := os.environ.get(name):
        return value
    raise CreativeHubError(f"give {instead}, or set the environment variable {name}")


def at(template: str, **ids: str) -> str:
    """A path with its ids filled in."""
    return re.sub(r"\{(\w+)\}", lambda place: quote(ids[place[1]], safe=""), template)


def link_of(what: str | Job, result: int) -> str:
    """A link, or that of a job's result."""
    if isinstance(what, str):
        return what
    if result < len(what.result_urls):
        return what.result_urls[result]
    raise CreativeHubError(f"job {what.id} has {len(what.result_urls)} results, and so none with the index {result}")


def request_body(request: BaseModel | Fields | None, fields: Fields) -> dict[str, Any]:
    """A request may be a model, a mapping, keyword arguments, or one of the first two and some of the last."""
    if isinstance(request, BaseModel):
        request = request.model_dump(mode="json", exclude_unset=True, by_alias=True)
    return {**(request or {}), **fields}


def query(parameters: Fields) -> dict[str, str]:
    """Those that are given, as text. `from_` and `for_` are `from` and `for`, which Python keeps for itself."""
    return {name.rstrip("_"): _text(value) for name, value in parameters.items() if value is not None}


def _text(value: Any) -> str:
    plain = to_jsonable_python(value)
    return plain if isinstance(plain, str) else json.dumps(plain)


def refusal(response: httpx.Response) -> ApiError | None:
    """The error in an answer whose body was read."""
    if response.status_code < 400:
        return None
    try:
        answer = response.json()
    except ValueError:
        answer = None
    return api_error(response.status_code, answer, response.headers)


def answer_of(response: httpx.Response) -> Any:
    try:
        return response.json() if response.content else None
    except ValueError as error:
        told = {"message": f"{response.url.copy_with(query=None)} answered what is no JSON; is it the API's address?"}
        raise ApiError(response.status_code, told, response.headers) from error


def network_error(error: httpx.TransportError) -> NetworkError:
    late = isinstance(error, httpx.TimeoutException)
    where = f"{error.request.method} {error.request.url.copy_with(query=None)}"
    if late:
        return RequestTimeoutError(f"no answer in time: {where}")
    return NetworkError(f"cannot reach the API: {where}: {error}")


def failure_of(error: CreativeHubError) -> Failure:
    if isinstance(error, ApiError):
        return Failure(error.status, error.code, error.retry_after)
    return Failure(getattr(error, "status", None))


def job_id(job: Any) -> str:
    """The id of a job: itself, or out of what a submit or a read has answered."""
    if isinstance(job, str):
        return job
    for name in ("job_id", "generation_id", "id"):
        found = getattr(job, name, None)
        if isinstance(found, str):
            return found
    raise CreativeHubError(f"{type(job).__name__} does not name a job: give its id, or what a submit has answered")
