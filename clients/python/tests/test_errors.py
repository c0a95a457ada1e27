from __future__ import annotations

import unittest
import uuid
from collections.abc import Callable
from typing import Any

import creative_hub
from kit import QUICK, SLOW, hub_of


class ErrorsTest(unittest.TestCase):
    def refusal(self, call: Callable[[], Any]) -> creative_hub.ApiError:
        with self.assertRaises(creative_hub.ApiError) as raised:
            call()
        self.assertTrue(raised.exception.request_id, "every error has the id of its request")
        return raised.exception

    def test_each_family_is_a_class_of_its_own(self) -> None:
        hub, operator = hub_of("owner"), hub_of("operator")
        done = hub.images.generate(prompt="a kite", **QUICK)
        key = str(uuid.uuid4())
        hub.images.submit(prompt="one sim:moderated", idempotency_key=key)
        capped = hub_of("owner", api_key=hub.api_keys.create(name="capped", monthly_cap=5).key)
        team = operator.teams.create(name="first")
        for call, kind, status, code in (
            (lambda: hub_of("owner", api_key="wrong").me(), creative_hub.AuthenticationError, 401, "unauthenticated"),
            (lambda: capped.images.submit(prompt="x"), creative_hub.CapExceededError, 402, "key_monthly_cap_exceeded"),
            (lambda: hub_of("member").credits.set_cap(1), creative_hub.PermissionDeniedError, 403, "forbidden"),
            (lambda: hub_of("other_team_owner").jobs.get(done), creative_hub.NotFoundError, 404, "not_found"),
            (lambda: hub.jobs.cancel(done), creative_hub.ConflictError, 409, "too_late"),
            (lambda: operator.teams.create(name="again", id=team.id), creative_hub.ConflictError, 409, "team_exists"),
            (
                lambda: hub.images.submit(prompt="another", idempotency_key=key),
                creative_hub.IdempotencyError,
                422,
                "idempotency_key_reused",
            ),
        ):
            error = self.refusal(call)
            self.assertIs(type(error), kind)
            self.assertEqual((error.status, error.code), (status, code))

    def test_all_mistakes_of_a_request_are_told_by_their_fields(self) -> None:
        error = self.refusal(lambda: hub_of("owner").images.submit(prompt="", width=100))
        assert isinstance(error, creative_hub.InvalidRequestError)
        self.assertEqual([mistake.field for mistake in error.fields], ["prompt", "width"])
        self.assertIn("256 to 2048, got 100", error.fields[1].message)

    def test_what_is_missing_of_credits_is_told_in_numbers(self) -> None:
        key = hub_of("owner").api_keys.create(name="cap", monthly_cap=30).key
        error = self.refusal(lambda: hub_of("owner", api_key=key).images.submit(prompt="a kite"))
        assert isinstance(error, creative_hub.PaymentError)
        self.assertEqual((error.credits_required, error.credits_available), (40, 30))

    def test_a_balance_that_is_too_low_is_told_from_a_cap(self) -> None:
        operator = hub_of("operator")
        available = operator.credits.balance().available
        if available > 0:
            team = operator.me().team.id
            operator.credits.grant(team_id=team, amount=-available, type="adjustment", reason="a test")
        error = self.refusal(lambda: operator.images.submit(prompt="a kite"))
        self.assertIs(type(error), creative_hub.InsufficientCreditsError)
        self.assertEqual(str(error), "Insufficient credits")

    def test_a_job_that_fails_is_an_error_with_the_job_in_it_free_of_charge(self) -> None:
        for word, code in (("sim:moderated", "moderation_rejected"), ("sim:fail", "provider_failed")):
            with self.assertRaises(creative_hub.JobFailedError) as raised:
                hub_of("owner").images.generate(prompt=f"a kite {word}", **QUICK)
            self.assertEqual(raised.exception.code, code)
            self.assertEqual(str(raised.exception), raised.exception.job.error_message)
            self.assertEqual(raised.exception.job.credits_charged, 0)

    def test_a_job_that_is_canceled_is_told_from_one_that_has_failed(self) -> None:
        hub = hub_of("owner")
        slow = hub.video_studio.submit(SLOW)
        hub.jobs.cancel(slow)
        with self.assertRaises(creative_hub.JobCanceledError):
            hub.jobs.wait(slow, **QUICK)
