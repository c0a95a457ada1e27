from __future__ import annotations

import unittest
from datetime import datetime, timezone

from creative_hub import models
from creative_hub._backoff import Failure, poll_delay, retry_after, retry_delay
from creative_hub._call import at, query, request_body
from creative_hub._types import Transaction


class BackoffTest(unittest.TestCase):
    def test_what_may_work_later_is_repeated_and_nothing_else(self) -> None:
        passes = [Failure(), *(Failure(status) for status in (408, 429, 500, 502, 503, 504))]
        for failure in passes:
            self.assertEqual(retry_delay(failure, 0, 0.5, lambda: 1.0), 0.5, failure)
        for status in (400, 401, 402, 403, 404, 405, 409, 413, 415, 422):
            self.assertIsNone(retry_delay(Failure(status), 0, 0.5), status)
        for failure, delay in (
            (Failure(429, "too_many_jobs", 7), 7),
            (Failure(503, "provider_unavailable", 0), 0),
            (Failure(503, "model_unavailable", 3), 3),
            (Failure(503, "model_unavailable"), None),
            (Failure(429, None, 60.1), None),
        ):
            self.assertEqual(retry_delay(failure, 0, 0.5), delay, failure)

    def test_pauses_double_up_to_eight_seconds_and_differ_between_clients(self) -> None:
        pauses = [retry_delay(Failure(), attempt, 0.5, lambda: 1.0) for attempt in range(7)]
        self.assertEqual(pauses, [0.5, 1, 2, 4, 8, 8, 8])
        self.assertEqual(retry_delay(Failure(), 0, 0.5, lambda: 0.0), 0.25)

    def test_the_first_looks_at_a_job_come_soon_and_the_later_ones_as_the_api_asks(self) -> None:
        looks = [round(poll_delay(look, 5.0) * 1000) for look in (*range(8), 10_000)]
        self.assertEqual(looks, [500, 750, 1125, 1688, 2531, 3797, 5000, 5000, 5000])

    def test_retry_after_has_seconds_or_a_date(self) -> None:
        now = datetime(2026, 11, 27, tzinfo=timezone.utc)
        for header, seconds in (
            ("3", 3),
            ("0", 0),
            ("Fri, 27 Nov 2026 00:00:05 GMT", 5),
            ("Thu, 26 Nov 2026 00:00:00 GMT", 0),
            ("soon", None),
            (None, None),
        ):
            self.assertEqual(retry_after(header, lambda: now), seconds, header)


class CallTest(unittest.TestCase):
    def test_requests_may_be_models_mappings_and_keywords(self) -> None:
        self.assertEqual(request_body({"prompt": "a", "seed": 1}, {"seed": 2}), {"prompt": "a", "seed": 2})
        model = models.ImageRequestFlux2Pro(prompt="a", provider="flux_2_pro")
        # Defaults stay the API's.
        self.assertEqual(request_body(model, {}), {"prompt": "a", "provider": "flux_2_pro"})

    def test_ids_are_escaped_and_parameters_are_text(self) -> None:
        self.assertEqual(at("/members/{user_id}/cap", user_id="a/b c"), "/members/a%2Fb%20c/cap")
        since = datetime(2026, 11, 27, tzinfo=timezone.utc)
        given = {"from_": since, "favorite": True, "limit": 5, "cursor": None}
        self.assertEqual(query(given), {"from": "2026-11-27T00:00:00Z", "favorite": "true", "limit": "5"})

    def test_new_words_and_fields_of_a_newer_api_are_kept(self) -> None:
        line = {
            "seq": 1, "id": "x", "team_id": "t", "type": "generation_dance", "amount": 1, "amount_cents": 0, "job_id": None,
            "balance_after": 1, "user_id": None, "reason": None, "granted_by": None, "created_at": "2026-11-27T00:00:00Z",
            "mood": "good",
        }  # fmt: skip
        read = Transaction.model_validate(line)
        self.assertEqual(read.type, "generation_dance")
        self.assertEqual(read.mood, "good")  # type: ignore[attr-defined]
