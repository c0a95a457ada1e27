from __future__ import annotations

import unittest
import uuid

import creative_hub
from kit import DROP, LOSE, SILENCE, Answer, async_hub_of, faults, hub_of

BUSY = Answer(429, {"error": "Too many jobs.", "code": "too_many_jobs"}, {"retry-after": "0"})
DOWN = Answer(503, {"error": "No voices.", "code": "provider_unavailable"}, {"retry-after": "0"})
GATEWAY = Answer(503, {"message": "Service Unavailable"})
GONE = Answer(503, {"error": "No route.", "code": "model_unavailable"})
# The vendor refuses it, so that nothing is drawn.
CHEAP = "sim:moderated a kite"


class FaultsTest(unittest.TestCase):
    def test_one_job_is_made_whatever_fails_twice(self) -> None:
        hub = hub_of("owner")
        folder = hub.drive.folders.create(name="faults").id
        for name, fault in {"drop": DROP, "lose": LOSE, "busy": BUSY, "down": DOWN, "gateway": GATEWAY}.items():
            with self.subTest(name), faults(fault, fault) as (url, seen), hub_of("owner", base_url=url) as client:
                prompt = f"{CHEAP} {uuid.uuid4()}"
                accepted = client.images.submit(prompt=prompt, drive_folder_id=folder)
                self.assertEqual(hub.jobs.get(accepted).prompt, prompt)
                self.assertEqual([job.prompt for job in hub.jobs.list(folder=folder).all()].count(prompt), 1)
                self.assertEqual(len(seen), 3)
                self.assertEqual(len({request.headers["idempotency-key"] for request in seen}), 1)

    def test_two_submits_have_two_keys_and_a_callers_own_is_kept(self) -> None:
        with faults() as (url, seen), hub_of("owner", base_url=url) as client:
            first = client.images.submit(prompt=CHEAP)
            second = client.images.submit(prompt=CHEAP)
            self.assertNotEqual(first.job_id, second.job_id)
            own = str(uuid.uuid4())
            third = client.images.submit({"prompt": CHEAP}, idempotency_key=own)
            self.assertEqual(client.images.submit(prompt=CHEAP, idempotency_key=own).job_id, third.job_id)
            self.assertEqual(seen[2].headers["idempotency-key"], own)

    def test_what_remains_after_the_last_repetition_is_raised(self) -> None:
        for fault, expected, code in (
            (DROP, creative_hub.NetworkError, None),
            (BUSY, creative_hub.RateLimitError, "too_many_jobs"),
            (DOWN, creative_hub.UnavailableError, "provider_unavailable"),
            (Answer(502), creative_hub.ServerError, None),
        ):
            with faults(fault, fault, fault) as (url, seen), hub_of("owner", base_url=url, max_retries=2) as client:
                with self.assertRaises(expected) as raised:
                    client.me()
                self.assertEqual(getattr(raised.exception, "code", None), code)
                self.assertEqual(len(seen), 3)

    def test_a_model_of_which_nobody_knows_when_it_comes_back_is_not_asked_for_again(self) -> None:
        with faults(GONE) as (url, seen), hub_of("owner", base_url=url) as client:
            with self.assertRaisesRegex(creative_hub.UnavailableError, "No route.") as raised:
                client.images.submit(prompt=CHEAP)
            self.assertIsNone(raised.exception.retry_after)
            self.assertEqual(len(seen), 1)

    def test_an_answer_that_does_not_come_in_time_is_given_up(self) -> None:
        with faults(SILENCE, SILENCE) as (url, seen):
            with hub_of("owner", base_url=url, request_timeout=0.5, max_retries=1) as client:
                with self.assertRaises(creative_hub.RequestTimeoutError):
                    client.me()
            self.assertEqual(len(seen), 2)

    def test_an_api_key_whose_first_answer_was_lost_is_rotated(self) -> None:
        with faults(LOSE) as (url, seen), hub_of("owner", base_url=url) as client:
            made = client.api_keys.create(name="lost")
            key = hub_of("owner", api_key=made.key or "").me().key
            self.assertTrue(key and key.name == "lost")
            self.assertTrue(seen[-1].path.endswith("/rotate"))

    def test_the_key_is_a_bearer_token_asked_for_at_each_request(self) -> None:
        tokens = iter(["one", "two"])
        with faults() as (url, seen), hub_of("owner", base_url=f"{url}/api/v1/", api_key=lambda: next(tokens)) as client:
            for _ in range(2):
                with self.assertRaises(creative_hub.AuthenticationError):
                    client.me()
            self.assertEqual([request.headers["authorization"] for request in seen], ["Bearer one", "Bearer two"])


class AsyncFaultsTest(unittest.IsolatedAsyncioTestCase):
    async def test_one_job_is_made_although_the_answer_is_lost_twice(self) -> None:
        with faults(LOSE, DROP, BUSY) as (url, seen):
            async with async_hub_of("owner", base_url=url) as client:
                await client.images.submit(prompt=CHEAP)
        self.assertEqual(len(seen), 4)
        self.assertEqual(len({request.headers["idempotency-key"] for request in seen}), 1)
