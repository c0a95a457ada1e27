"""Seedream and Seedance on ModelArk of BytePlus."""

import base64
import unittest

import kit
from byteplussdkarkruntime import Ark
from byteplussdkarkruntime import _exceptions as errors
from byteplussdkarkruntime.types.images import SequentialImageGenerationOptions

SEEDREAM, SEEDANCE = "seedream-4-5-251128", "seedance-1-0-pro-250528"
IMAGE = "data:image/png;base64," + base64.b64encode(kit.INPUT.read_bytes()).decode()


def connect(key: str) -> Ark:
    return Ark(api_key=key, base_url=kit.url("byteplus", "/api/v3"), max_retries=0)


CLIENT = connect(kit.key("byteplus"))


def draw(
    prompt: str, client: Ark = CLIENT, model: str = "seedream-4-0-250828", size: str = "1280x720", **options
):
    return client.images.generate(model=model, prompt=prompt, size=size, watermark=False, **options)


def submit(prompt: str, *content: dict, client: Ark = CLIENT, model: str = SEEDANCE, **options):
    options = {"resolution": "480p", "ratio": "16:9", "duration": 2, **options}
    text = {"type": "text", "text": prompt}
    return client.content_generation.tasks.create(model=model, content=[text, *content], **options)


def film(prompt: str, *content: dict, **options):
    task = submit(prompt, *content, **options)
    return kit.until(
        lambda now: now.status not in ("queued", "running"),
        lambda: CLIENT.content_generation.tasks.get(task_id=task.id),
    )


class Pictures(unittest.TestCase):
    def test_a_picture_of_the_asked_size_arrives(self):
        prompt = kit.prompt("a fox")
        answer = draw(prompt)
        (drawn,) = answer.data
        self.assertEqual(kit.picture(kit.download(drawn.url)), ("jpeg", (1280, 720)))
        self.assertEqual(drawn.size, "1280x720")
        self.assertEqual((answer.usage.generated_images, answer.usage.output_tokens), (1, 1280 * 720 // 256))
        self.assertEqual(len(kit.starts("byteplus", prompt)), 1)

    def test_a_picture_arrives_as_base64(self):
        (drawn,) = draw(
            kit.prompt("a fox at once"), model=SEEDREAM, size="2K", response_format="b64_json"
        ).data
        format_, (width, height) = kit.picture(base64.b64decode(drawn.b64_json))
        self.assertEqual((format_, drawn.size), ("jpeg", f"{width}x{height}"))

    def test_a_picture_arrives_as_a_stream(self):
        *pictures, last = draw(kit.prompt("a fox piece by piece"), stream=True)
        self.assertEqual([one.type for one in pictures], ["image_generation.partial_succeeded"])
        self.assertEqual(kit.picture(kit.download(pictures[0].url))[1], (1280, 720))
        # The client takes every event for one with a picture, so it does not parse the usage.
        self.assertEqual((last.type, last.usage["generated_images"]), ("image_generation.completed", 1))

    def test_pictures_are_edited(self):
        (drawn,) = draw(kit.prompt("one fox of two"), image=[IMAGE, IMAGE]).data
        self.assertTrue(drawn.url)

    def test_a_group_of_pictures_arrives(self):
        options = SequentialImageGenerationOptions(max_images=3)
        answer = draw(
            kit.prompt("a family of foxes"),
            sequential_image_generation="auto",
            sequential_image_generation_options=options,
        )
        self.assertLessEqual(len(answer.data), 3)
        self.assertEqual(answer.usage.generated_images, len(answer.data))

    def test_a_moderated_prompt_is_reported(self):
        with self.assertRaises(errors.ArkBadRequestError) as refused:
            draw(kit.prompt("sim:moderated"))
        self.assertIn("SensitiveContentDetected", refused.exception.code)

    def test_a_moderated_picture_is_reported(self):
        with self.assertRaises(errors.ArkBadRequestError) as refused:
            draw(kit.prompt("sim:late-moderated"))
        self.assertEqual(refused.exception.code, "OutputImageSensitiveContentDetected")

    def test_a_bad_size_is_reported(self):
        with self.assertRaises(errors.ArkBadRequestError) as refused:
            draw(kit.prompt("a small fox"), size="64x64")
        self.assertEqual((refused.exception.code, refused.exception.param), ("InvalidParameter", "size"))

    def test_a_rate_limit_is_reported(self):
        with self.assertRaises(errors.ArkRateLimitError):
            draw(kit.prompt("sim:429=1"))

    def test_a_wrong_key_is_refused(self):
        with self.assertRaises(errors.ArkAuthenticationError) as refused:
            draw(kit.prompt("a fox without a key"), connect(kit.WRONG_KEY))
        self.assertEqual(refused.exception.code, "AuthenticationError")

    def test_an_unknown_model_is_reported(self):
        with self.assertRaises(errors.ArkNotFoundError):
            draw(kit.prompt("an old fox"), model="seedream-0")


class Videos(unittest.TestCase):
    def test_a_clip_arrives(self):
        prompt = kit.prompt("a running fox")
        task = film(prompt)
        self.assertEqual((task.status, task.model, task.duration), ("succeeded", SEEDANCE, 2))
        seconds, (width, height) = kit.clip(kit.download(task.content.video_url))
        self.assertAlmostEqual(seconds, 2, delta=0.1)
        self.assertAlmostEqual(width / height, 16 / 9, delta=0.05)
        self.assertGreater(task.usage.completion_tokens, 0)
        self.assertEqual(len(kit.starts("byteplus", prompt)), 1)

    def test_a_picture_becomes_a_clip(self):
        frame = {"type": "image_url", "image_url": {"url": IMAGE}, "role": "first_frame"}
        task = film(kit.prompt("a fox that wakes up"), frame, ratio="adaptive", return_last_frame=True)
        width, height = kit.clip(kit.download(task.content.video_url))[1]
        self.assertEqual(width, height)
        self.assertTrue(task.content.last_frame_url)

    def test_a_moderated_prompt_is_reported(self):
        with self.assertRaises(errors.ArkBadRequestError) as refused:
            submit(kit.prompt("sim:moderated"))
        self.assertIn("SensitiveContentDetected", refused.exception.code)

    def test_a_moderated_clip_is_reported(self):
        task = film(kit.prompt("sim:late-moderated"))
        self.assertEqual(task.status, "failed")
        self.assertIn("SensitiveContentDetected", task.error.code)

    def test_a_queued_task_can_be_cancelled(self):
        task = submit(kit.prompt("a patient fox sim:slow=3000"))
        CLIENT.content_generation.tasks.delete(task_id=task.id)
        self.assertEqual(CLIENT.content_generation.tasks.get(task_id=task.id).status, "cancelled")

    def test_tasks_are_listed(self):
        task = film(kit.prompt("a fox in a list"))
        listed = CLIENT.content_generation.tasks.list(task_ids=task.id)
        self.assertEqual([item.id for item in listed.items], [task.id])

    def test_a_wrong_key_is_refused(self):
        with self.assertRaises(errors.ArkAuthenticationError):
            submit(kit.prompt("a fox without a key"), client=connect(kit.WRONG_KEY))


if __name__ == "__main__":
    unittest.main()
