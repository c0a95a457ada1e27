"""The queue of fal.ai, with pictures, clips, speech and an avatar."""

import base64
import unittest

import fal_client
import kit
from fal_client import client as internals

# The client has no settings for the scheme of its host and for how often it repeats a request.
internals.QUEUE_URL_FORMAT = kit.url("fal", "/")
internals.MAX_ATTEMPTS = 1

KEY = "sim-fal-id:sim-fal-secret"
CLIENT = fal_client.SyncClient(key=KEY)
FLUX, VEO, FABRIC = "fal-ai/flux-2-pro", "fal-ai/veo3.1", "veed/fabric-1.0"
SPEECH = "fal-ai/elevenlabs/tts/multilingual-v2"
IMAGE = "data:image/png;base64," + base64.b64encode(kit.INPUT.read_bytes()).decode()


def speak() -> str:
    """A link to a short speech."""
    return CLIENT.subscribe(SPEECH, {"text": kit.prompt("The fox is red."), "voice": "Rachel"})["audio"][
        "url"
    ]


class Queue(unittest.TestCase):
    def assert_refused(self, status: int, endpoint: str, arguments: dict) -> fal_client.FalClientHTTPError:
        with self.assertRaises(fal_client.FalClientHTTPError) as refused:
            CLIENT.subscribe(endpoint, arguments)
        self.assertEqual(refused.exception.status_code, status)
        return refused.exception

    def test_a_task_goes_through_the_queue(self):
        prompt, states = kit.prompt("a fox"), []
        result = CLIENT.subscribe(
            FLUX,
            {
                "prompt": prompt,
                "image_size": {"width": 1024, "height": 768},
                "output_format": "png",
                "seed": 7,
            },
            with_logs=True,
            on_queue_update=states.append,
        )
        (image,) = result["images"]
        self.assertEqual(kit.picture(kit.download(image["url"])), ("png", (1024, 768)))
        self.assertEqual((image["content_type"], result["seed"]), ("image/png", 7))
        self.assertIsInstance(states[-1], fal_client.Completed)
        self.assertIsNone(states[-1].error)
        self.assertIn("inference_time", states[-1].metrics)
        self.assertEqual(len(kit.starts("fal", prompt)), 1)

    def test_a_task_can_be_read_by_its_id(self):
        # These calls put only the first two parts of the endpoint into their paths.
        endpoint = "fal-ai/bytedance/seedream/v4/text-to-image"
        submitted = CLIENT.submit(endpoint, {"prompt": kit.prompt("a patient fox sim:slow=100")})
        first = CLIENT.status(endpoint, submitted.request_id)
        self.assertIsInstance(first, (fal_client.Queued, fal_client.InProgress))
        self.assertTrue(CLIENT.result(endpoint, submitted.request_id)["images"])

    def test_pictures_are_edited(self):
        arguments = {"prompt": kit.prompt("one fox of two"), "image_urls": [IMAGE, IMAGE], "num_images": 2}
        result = CLIENT.subscribe("fal-ai/nano-banana-pro/edit", arguments)
        self.assertEqual(len(result["images"]), 2)

    def test_a_clip_arrives(self):
        arguments = {"prompt": kit.prompt("a running fox"), "duration": "4s", "aspect_ratio": "16:9"}
        video = CLIENT.subscribe(VEO, {**arguments, "resolution": "720p", "generate_audio": True})["video"]
        seconds, size = kit.clip(kit.download(video["url"]))
        self.assertEqual((video["content_type"], size), ("video/mp4", (1280, 720)))
        self.assertAlmostEqual(seconds, 4, delta=0.1)

    def test_a_speech_arrives(self):
        self.assertTrue(kit.is_mp3(kit.download(speak())))

    def test_an_avatar_says_the_speech(self):
        arguments = {"image_url": IMAGE, "audio_url": speak(), "resolution": "480p"}
        seconds, (width, height) = kit.clip(kit.download(CLIENT.subscribe(FABRIC, arguments)["video"]["url"]))
        self.assertGreater(seconds, 0.5)
        self.assertEqual(width, height)

    def test_moderation_is_reported_by_the_result(self):
        for word in ("sim:moderated", "sim:late-moderated"):
            with self.subTest(word):
                (problem,) = self.assert_refused(422, FLUX, {"prompt": kit.prompt(word)}).message
                self.assertEqual(problem["type"], "content_policy_violation")

    def test_a_failed_task_is_completed_and_has_no_result(self):
        submitted = CLIENT.submit(FLUX, {"prompt": kit.prompt("sim:fail")})
        self.assertIsInstance(list(submitted.iter_events())[-1], fal_client.Completed)
        with self.assertRaises(fal_client.FalClientHTTPError) as failed:
            submitted.get()
        self.assertIn(failed.exception.status_code, range(500, 600))

    def test_a_bad_option_is_reported(self):
        arguments = {"prompt": kit.prompt("a long fox"), "duration": "60s"}
        (problem,) = self.assert_refused(422, VEO, arguments).message
        self.assertEqual(problem["loc"], ["body", "duration"])

    def test_a_queued_task_can_be_cancelled(self):
        submitted = CLIENT.submit(FLUX, {"prompt": kit.prompt("a patient fox sim:slow=3000")})
        submitted.cancel()
        with self.assertRaises(fal_client.FalClientHTTPError):
            submitted.get()

    def test_a_wrong_key_is_refused(self):
        with self.assertRaises(fal_client.FalClientHTTPError) as refused:
            fal_client.SyncClient(key="wrong:key").submit(FLUX, {"prompt": kit.prompt("a fox without a key")})
        self.assertEqual(refused.exception.status_code, 401)

    def test_an_unknown_endpoint_is_reported(self):
        self.assert_refused(404, "fal-ai/flux-0", {"prompt": kit.prompt("an old fox")})


if __name__ == "__main__":
    unittest.main()
