"""Ray 3.2 on Luma Agents."""

import base64
import unittest

import kit
import luma_agents

MODEL = "ray-3.2"


def connect(key: str) -> luma_agents.Luma:
    # In strict mode, an answer that does not fit the client's own types is an error.
    return luma_agents.Luma(
        auth_token=key, base_url=kit.url("luma", "/v1"), max_retries=0, _strict_response_validation=True
    )


CLIENT = connect(kit.key("luma"))


def submit(prompt: str, client: luma_agents.Luma = CLIENT, aspect_ratio: str = "16:9", **video):
    video = {"duration": "5s", "resolution": "360p", **video}
    return client.generations.create(
        prompt=prompt, model=MODEL, type="video", aspect_ratio=aspect_ratio, video=video, user_id="team-1"
    )


def generate(prompt: str, **options):
    generation = submit(prompt, **options)
    return kit.until(
        lambda now: now.state in ("completed", "failed"), lambda: CLIENT.generations.get(generation.id)
    )


class Videos(unittest.TestCase):
    def test_a_clip_arrives(self):
        prompt = kit.prompt("a running fox")
        generation = generate(prompt)
        self.assertEqual((generation.state, generation.model, generation.type), ("completed", MODEL, "video"))
        (output,) = generation.output
        seconds, (width, height) = kit.clip(kit.download(output.url))
        self.assertEqual(output.type, "video")
        self.assertEqual(height, 360)
        self.assertAlmostEqual(width / height, 16 / 9, delta=0.02)
        self.assertAlmostEqual(seconds, 5, delta=0.1)
        self.assertEqual(len(kit.starts("luma", prompt)), 1)

    def test_a_picture_becomes_a_clip(self):
        frame = {"data": base64.b64encode(kit.INPUT.read_bytes()).decode(), "media_type": "image/png"}
        generation = generate(kit.prompt("a fox that wakes up"), aspect_ratio="1:1", start_frame=frame)
        self.assertEqual(kit.clip(kit.download(generation.output[0].url))[1], (360, 360))

    def test_a_submitted_clip_is_queued(self):
        self.assertEqual(submit(kit.prompt("a patient fox sim:slow=3000")).state, "queued")

    def test_every_poll_signs_the_link_anew(self):
        generation = generate(kit.prompt("a fox that is asked for twice"))
        again = CLIENT.generations.get(generation.id)
        self.assertTrue(kit.download(again.output[0].url))

    def test_moderation_is_reported_by_the_failure_code(self):
        for word in ("sim:moderated", "sim:late-moderated"):
            with self.subTest(word):
                generation = generate(kit.prompt(word))
                self.assertEqual((generation.state, generation.failure_code), ("failed", "content_moderated"))
                self.assertFalse(generation.output)

    def test_a_failure_is_reported(self):
        self.assertEqual(generate(kit.prompt("sim:fail")).failure_code, "generation_failed")

    def test_a_bad_option_is_reported(self):
        with self.assertRaises(
            (luma_agents.BadRequestError, luma_agents.UnprocessableEntityError)
        ) as refused:
            submit(kit.prompt("a short fox"), duration="3s")
        self.assertIn("detail", refused.exception.body)

    def test_a_rate_limit_is_reported(self):
        with self.assertRaises(luma_agents.RateLimitError) as refused:
            submit(kit.prompt("sim:429=1"))
        self.assertIn("retry-after", refused.exception.response.headers)

    def test_a_wrong_key_is_refused(self):
        with self.assertRaises(luma_agents.AuthenticationError):
            submit(kit.prompt("a fox without a key"), connect(kit.WRONG_KEY))

    def test_an_unknown_task_is_reported(self):
        with self.assertRaises(luma_agents.NotFoundError):
            CLIENT.generations.get("0b5e0a6c-7f0a-4e0e-9a51-000000000000")


if __name__ == "__main__":
    unittest.main()
