"""Gen-4 and a hosted model on the API of Runway."""

import base64
import unittest

import kit
import runwayml
from runwayml.lib import polling

# The client polls every 4.5 to 7.5 s, as it should. Simulated time runs faster.
polling.POLL_TIME, polling.POLL_JITTER = 0.2, 0.1


def connect(key: str) -> runwayml.RunwayML:
    # In strict mode, an answer that does not fit the client's own types is an error.
    return runwayml.RunwayML(
        api_key=key, base_url=kit.url("runway"), max_retries=0, _strict_response_validation=True
    )


CLIENT = connect(kit.key("runway"))


def submit(prompt: str, client: runwayml.RunwayML = CLIENT, **options):
    options = {"model": "gen4.5", "ratio": "1280:720", "duration": 2, **options}
    return client.text_to_video.create(prompt_text=prompt, **options)


class Videos(unittest.TestCase):
    def assert_failed(self, prompt: str, code: str):
        with self.assertRaises(runwayml.TaskFailedError) as failed:
            submit(prompt).wait_for_task_output(timeout=30)
        details = failed.exception.task_details
        self.assertEqual(details.status, "FAILED")
        self.assertTrue(details.failure_code.startswith(code), details.failure_code)

    def test_a_clip_arrives(self):
        prompt = kit.prompt("a running fox")
        submitted = submit(prompt)
        # The price is 12 credits a second.
        self.assertEqual(submitted.estimated_cost.credits, 24)
        task = submitted.wait_for_task_output(timeout=30)
        self.assertEqual((task.status, task.cost.credits), ("SUCCEEDED", 24))
        (link,) = task.output
        seconds, size = kit.clip(kit.download(link))
        self.assertEqual(size, (1280, 720))
        self.assertAlmostEqual(seconds, 2, delta=0.1)
        self.assertEqual(len(kit.starts("runway", prompt)), 1)

    def test_a_picture_becomes_a_clip(self):
        image = "data:image/png;base64," + base64.b64encode(kit.INPUT.read_bytes()).decode()
        for prompt_image in (image, [{"uri": image, "position": "first"}]):
            with self.subTest(type(prompt_image)):
                task = CLIENT.image_to_video.create(
                    model="gen4_turbo",
                    prompt_image=prompt_image,
                    prompt_text=kit.prompt("a fox that wakes up"),
                    ratio="960:960",
                    duration=5,
                ).wait_for_task_output(timeout=30)
                self.assertEqual(kit.clip(kit.download(task.output[0]))[1], (960, 960))

    def test_a_hosted_model_answers(self):
        task = submit(kit.prompt("a talking fox"), model="veo3.1_fast", duration=4, audio=True)
        self.assertEqual(task.wait_for_task_output(timeout=30).status, "SUCCEEDED")

    def test_a_moderated_prompt_is_reported(self):
        self.assert_failed(kit.prompt("sim:moderated"), "SAFETY.INPUT.")

    def test_a_moderated_clip_is_reported(self):
        self.assert_failed(kit.prompt("sim:late-moderated"), "SAFETY.OUTPUT.")

    def test_a_failure_is_reported(self):
        self.assert_failed(kit.prompt("sim:fail"), "INTERNAL")

    def test_a_cancelled_task_is_gone(self):
        task = submit(kit.prompt("a patient fox sim:slow=3000"))
        self.assertIn(CLIENT.tasks.retrieve(task.id).status, ("PENDING", "THROTTLED", "RUNNING"))
        CLIENT.tasks.delete(task.id)
        with self.assertRaises(runwayml.NotFoundError):
            CLIENT.tasks.retrieve(task.id)

    def test_a_bad_option_is_reported(self):
        with self.assertRaises(runwayml.BadRequestError) as refused:
            submit(kit.prompt("a long fox"), duration=60)
        (issue,) = refused.exception.body["issues"]
        self.assertEqual(issue["path"], ["duration"])

    def test_a_rate_limit_is_reported(self):
        with self.assertRaises(runwayml.RateLimitError):
            submit(kit.prompt("sim:429=1"))

    def test_a_wrong_key_is_refused(self):
        with self.assertRaises(runwayml.AuthenticationError):
            submit(kit.prompt("a fox without a key"), connect(kit.WRONG_KEY))

    def test_the_account_can_be_read(self):
        account = CLIENT.organization.retrieve()
        self.assertGreater(account.credit_balance, 0)
        self.assertIn("gen4.5", account.tier.models)


if __name__ == "__main__":
    unittest.main()
