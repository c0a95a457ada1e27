# Made by tools/generate.py; please change _async/_jobs.py instead.
"""Reads, waits for and steers jobs."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from itertools import count
from typing import Any


from .._backoff import poll_delay
from .._call import Call, at, job_id
from .._errors import CreativeHubError, NetworkError, RateLimitError, ServerError, WaitTimeoutError, job_error
from .._types import AcceptedJob, Cancellation, Job, Receipt
from ._list import List
from ._transport import Transport

_JOBS = "/api/v1/creative-hub/generate/jobs"
_JOB = _JOBS + "/{id}"
# The service itself gives every job up before this.
_WAIT_SECONDS = 3600.0
_POLLING_INTERVAL_MS = 5000

#: A job by its id, or what a submit or a read has answered.
AnyJob = Any
OnProgress = Callable[[Job], None]


class Jobs:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, job: AnyJob) -> Job:
        return self._transport.send(Call("GET", at(_JOB, id=job_id(job)), Job.model_validate))

    def list(self, **query: Any) -> List[Job]:
        """The newest first. `type`, `status`, `folder`, `user` and `limit` choose."""
        return List(self._transport, _JOBS, "jobs", Job, query)

    def wait(
        self,
        job: AnyJob,
        *,
        timeout: float = _WAIT_SECONDS,
        on_progress: OnProgress | None = None,
        poll_interval: float | None = None,
        cancel_on_abort: bool = False,
    ) -> Job:
        """The job once it has completed. `on_progress` is told the job at every look.

        Raises JobFailedError if it fails, and WaitTimeoutError after `timeout` seconds; then the job goes on. If the
        wait is broken off by anything else, such as a cancellation, Ctrl-C or an error in `on_progress`,
        `cancel_on_abort` cancels the job.
        """
        try:
            return self._wait(job_id(job), time.monotonic() + timeout, on_progress, poll_interval)
        except CreativeHubError:
            raise
        except BaseException:
            if cancel_on_abort:
                with contextlib.nullcontext(), contextlib.suppress(CreativeHubError):
                    self.cancel(job)
            raise

    def _wait(
        self, id: str, until: float, on_progress: OnProgress | None, poll_interval: float | None
    ) -> Job:
        job: Job | None = None
        for look in count():
            left = until - time.monotonic()
            if left <= 0:
                break
            time.sleep(min(left, poll_delay(look, _interval(job, poll_interval))))
            job = self._look_at(id) or job
            if job is None:
                continue
            if on_progress:
                on_progress(job)
            if job.status == "completed":
                return job
            if job.status == "failed":
                raise job_error(job)
        raise WaitTimeoutError(id, job)

    def _look_at(self, id: str) -> Job | None:
        """`None` if the API cannot be reached now. The job goes on meanwhile, and so does the wait."""
        try:
            return self.get(id)
        except (NetworkError, RateLimitError, ServerError):
            return None

    def cancel(self, job: AnyJob) -> Cancellation:
        """Stops a job. Raises ConflictError with the code `too_late` if it cannot be stopped any more."""
        path = at(_JOB + "/cancel", id=job_id(job))
        return self._transport.send(Call("POST", path, Cancellation.model_validate))

    def retry(self, job: AnyJob, *, idempotency_key: str | None = None) -> AcceptedJob:
        """Submits the request of a failed job again. It is another job."""
        path = at(_JOB + "/retry", id=job_id(job))
        return self._transport.send(
            Call("POST", path, AcceptedJob.model_validate, idempotency_key=idempotency_key)
        )

    def delete(self, job: AnyJob) -> None:
        """Hides a job that has ended. Its files stay."""
        self._transport.send(Call("DELETE", at(_JOB, id=job_id(job)), lambda _: None))

    def receipt(self, job: AnyJob) -> Receipt:
        return self._transport.send(Call("GET", at(_JOB + "/receipt", id=job_id(job)), Receipt.model_validate))


def _interval(job: Job | None, own: float | None) -> float:
    if own is not None:
        return own
    asked = getattr(job, "polling_interval_ms", None) or _POLLING_INTERVAL_MS
    return float(asked) / 1000
