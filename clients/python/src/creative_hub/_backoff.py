"""When to try again, and when to look again. Decides only; sleeping and sending are elsewhere."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

# A request that is to be repeated later than this is given back to the caller instead. All times are in seconds.
_LONGEST_WAIT = 60.0
_LONGEST_BACKOFF = 8.0
# The first look at a job comes after this part of its polling interval, because many are quick.
_FIRST_LOOK = 0.1
_LOOK_GROWTH = 1.5


@dataclass(frozen=True)
class Failure:
    """What came of an attempt: no answer at all (no status), or an answer."""

    status: int | None = None
    code: str | None = None
    retry_after: float | None = None

    @property
    def may_pass(self) -> bool:
        if self.status is None or self.status in (408, 429):
            return True
        if self.code == "model_unavailable":
            # Without a time, nobody knows when such a model comes back.
            return self.retry_after is not None
        return self.status >= 500


def retry_delay(
    failure: Failure, attempt: int, first: float, rand: Callable[[], float] = random.random
) -> float | None:
    """How long to wait before the attempt after this one. `None`: the same request will not work."""
    if not failure.may_pass:
        return None
    if failure.retry_after is not None:
        return failure.retry_after if failure.retry_after <= _LONGEST_WAIT else None
    # Clients that failed together should not come back together.
    return min(_LONGEST_BACKOFF, first * 2.0**attempt) * (0.5 + rand() / 2)


def poll_delay(look: int, interval: float) -> float:
    """How long to wait before look number `look` at a job, counted from 0."""
    # The power stays below 1000: later looks come at the interval anyhow.
    return min(interval, interval * _FIRST_LOOK * _LOOK_GROWTH ** min(look, 16))


def retry_after(header: str | None, now: Callable[[], datetime] = lambda: datetime.now(timezone.utc)) -> float | None:
    """The header `Retry-After` in seconds. It has seconds or a date."""
    if header is None:
        return None
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(header) - now()).total_seconds())
    except (TypeError, ValueError):
        return None
