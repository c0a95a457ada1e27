from __future__ import annotations

import asyncio
import time
import unittest
import uuid

import creative_hub
from kit import DROP, QUICK, SLOW, Answer, async_hub_of, faults, hub_of


class WaitTest(unittest.TestCase):
    def test_progress_is_told_until_the_job_has_completed(self) -> None:
        seen: list[str] = []
        job = hub_of("owner").images.generate(prompt="a kite", on_progress=lambda job: seen.append(job.status), **QUICK)
        self.assertEqual(job.status, "completed")
        self.assertEqual(seen[-1], "completed")
        self.assertLessEqual(set(seen[:-1]), {"pending", "processing"})

    def test_a_deadline_ends_the_wait_and_not_the_job(self) -> None:
        hub = hub_of("owner")
        accepted = hub.video_studio.submit(SLOW)
        started = time.monotonic()
        with self.assertRaises(creative_hub.WaitTimeoutError) as raised:
            hub.jobs.wait(accepted, timeout=0.3, **QUICK)
        self.assertGreaterEqual(time.monotonic() - started, 0.3)
        self.assertEqual(raised.exception.job_id, accepted.generation_id)
        self.assertTrue(raised.exception.job)
        self.assertEqual(hub.jobs.cancel(raised.exception.job_id).cancel_outcome, "requested")

    def test_a_wait_that_is_broken_off_cancels_the_job_if_it_was_asked_to(self) -> None:
        def leave(_: creative_hub.Job) -> None:
            raise KeyboardInterrupt

        hub = hub_of("owner")
        for cancel in (False, True):
            accepted = hub.video_studio.submit(SLOW)
            with self.assertRaises(KeyboardInterrupt):
                hub.jobs.wait(accepted, on_progress=leave, cancel_on_abort=cancel, **QUICK)
            if cancel:
                with self.assertRaises(creative_hub.JobCanceledError):
                    hub.jobs.wait(accepted, **QUICK)
            else:
                self.assertEqual(hub.jobs.cancel(accepted).cancel_outcome, "requested")

    def test_the_wait_goes_on_while_the_api_cannot_be_reached(self) -> None:
        accepted = hub_of("owner").images.submit(prompt="a kite")
        with faults(DROP, DROP, Answer(500), Answer(429)) as (url, seen):
            with hub_of("owner", base_url=url, max_retries=0) as client:
                self.assertEqual(client.jobs.wait(accepted, **QUICK).status, "completed")
            self.assertGreaterEqual(len(seen), 5)

    def test_what_will_not_pass_ends_the_wait(self) -> None:
        with self.assertRaises(creative_hub.NotFoundError):
            hub_of("owner").jobs.wait(str(uuid.uuid4()), **QUICK)
        with self.assertRaises(creative_hub.CreativeHubError):
            hub_of("owner").jobs.wait(7)


class AsyncWaitTest(unittest.IsolatedAsyncioTestCase):
    async def test_jobs_are_waited_for_side_by_side(self) -> None:
        async with async_hub_of("owner") as hub:
            jobs = await asyncio.gather(*(hub.images.generate(prompt="a kite", **QUICK) for _ in range(2)))
            self.assertEqual([job.status for job in jobs], ["completed"] * 2)

    async def test_a_task_that_is_canceled_cancels_its_job_if_it_was_asked_to(self) -> None:
        async with async_hub_of("owner") as hub:
            accepted = await hub.video_studio.submit(SLOW)
            looked = asyncio.Event()
            task = asyncio.create_task(
                hub.jobs.wait(accepted, on_progress=lambda _: looked.set(), cancel_on_abort=True, **QUICK)
            )
            await looked.wait()
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task
            with self.assertRaises(creative_hub.JobCanceledError):
                await hub.jobs.wait(accepted, **QUICK)
