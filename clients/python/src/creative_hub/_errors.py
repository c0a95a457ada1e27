"""What can go wrong, as classes. `code` is the API's word for it and stays; messages are for people and may change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ._backoff import retry_after

if TYPE_CHECKING:
    from ._types import Job


class CreativeHubError(Exception):
    """Every error that this package raises."""


@dataclass(frozen=True)
class FieldError:
    """A mistake in one field of a request."""

    field: str
    message: str


class ApiError(CreativeHubError):
    """The API refused a request. The classes below say why."""

    def __init__(self, status: int, body: Mapping[str, Any], headers: Mapping[str, str]) -> None:
        super().__init__(body.get("error") or body.get("message") or f"the API answered {status}")
        self.status = status
        self.body = body
        #: Such as `invalid_request`; `None` if a gateway before the API answered.
        self.code: str | None = body.get("code")
        self.request_id: str | None = body.get("request_id") or headers.get("x-request-id")
        self.doc_url: str | None = body.get("doc_url")
        #: When the same request may work, in seconds from now.
        self.retry_after = retry_after(headers.get("retry-after"))


class InvalidRequestError(ApiError):
    """The request itself is wrong: 400, 405, 413 and 415."""

    @property
    def fields(self) -> list[FieldError]:
        """All mistakes at once."""
        return [FieldError(mistake["field"], mistake["message"]) for mistake in self.body.get("fields", [])]


class AuthenticationError(ApiError):
    """The API key is missing, mistyped, revoked or has expired: 401."""


class PaymentError(ApiError):
    """The balance or a cap does not leave enough: 402."""

    @property
    def credits_required(self) -> int | None:
        return self.body.get("credits_required")

    @property
    def credits_available(self) -> int | None:
        return self.body.get("credits_available")


class InsufficientCreditsError(PaymentError):
    """The team's balance is too low."""


class CapExceededError(PaymentError):
    """A monthly cap of the team, the member or the API key is reached."""


class PermissionDeniedError(ApiError):
    """The role, a scope or the API key's models are not enough: 403."""


class NotFoundError(ApiError):
    """The thing does not exist for this caller: 404."""


class ConflictError(ApiError):
    """The state of a thing forbids the request, such as canceling a job that has ended: 409."""


class IdempotencyError(ApiError):
    """The same idempotency key came with another request: 422."""


class RateLimitError(ApiError):
    """Too many jobs or requests at once: 429."""


class ServerError(ApiError):
    """The service failed: 500 and above."""


class UnavailableError(ServerError):
    """A model or its vendor cannot be used now: 503."""


class NetworkError(CreativeHubError):
    """The API could not be reached, or did not answer."""


class RequestTimeoutError(NetworkError):
    """The API did not answer in time."""


class UploadError(CreativeHubError):
    """The storage did not take the bytes of an upload."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the storage answered {status} to the upload")
        self.status = status


class DownloadError(CreativeHubError):
    """A link to a file gave no file."""

    def __init__(self, status: int) -> None:
        super().__init__(
            f"the link answered {status}; links to results end after 15 minutes, read the job again for fresh ones"
        )
        self.status = status


class JobFailedError(CreativeHubError):
    """A job has failed. It costs nothing. `code` is its `error_code`, such as `moderation_rejected`."""

    def __init__(self, job: Job) -> None:
        super().__init__(job.error_message or "the job has failed")
        self.job = job
        self.code: str = job.error_code or "internal"


class JobCanceledError(JobFailedError):
    """A job was canceled."""


class WaitTimeoutError(CreativeHubError):
    """A job has not ended before the deadline of the wait. It goes on: `hub.jobs.wait(error.job_id)` waits again."""

    def __init__(self, job_id: str, job: Job | None) -> None:
        super().__init__(f"job {job_id} has not ended in time; it goes on, and can be waited for again")
        self.job_id = job_id
        #: The job as it was last seen.
        self.job = job


_CLASSES: dict[int, type[ApiError]] = {
    401: AuthenticationError,
    402: CapExceededError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: IdempotencyError,
    429: RateLimitError,
    503: UnavailableError,
}


def api_error(status: int, answer: object, headers: Mapping[str, str]) -> ApiError:
    body = answer if isinstance(answer, Mapping) else {}
    if body.get("code") == "insufficient_credits" and status == 402:
        return InsufficientCreditsError(status, body, headers)
    return _CLASSES.get(status, ServerError if status >= 500 else InvalidRequestError)(status, body, headers)


def job_error(job: Job) -> JobFailedError:
    return JobCanceledError(job) if job.error_code == "canceled" else JobFailedError(job)
