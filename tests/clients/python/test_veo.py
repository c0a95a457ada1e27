"""Veo on the Gemini API, which only old versions of Google's client still call."""

import unittest

import kit
from google import genai
from google.genai import errors, types

MODEL = "veo-3.1-generate-preview"


def connect(key: str) -> genai.Client:
    return genai.Client(
        api_key=key, http_options=types.HttpOptions(base_url=kit.url("google"), api_version="v1beta")
    )


CLIENT = connect(kit.key("google"))


def submit(
    prompt: str, image: types.Image | None = None, client=CLIENT, **config
) -> types.GenerateVideosOperation:
    source = types.GenerateVideosSource(prompt=prompt, image=image)
    return client.models.generate_videos(
        model=MODEL, source=source, config=types.GenerateVideosConfig(**config)
    )


def generate(prompt: str, image: types.Image | None = None, **config) -> types.GenerateVideosOperation:
    operation = submit(prompt, image, **config)
    return kit.until(lambda operation: operation.done, lambda: CLIENT.operations.get(operation))


def download(operation: types.GenerateVideosOperation) -> bytes:
    (generated,) = operation.response.generated_videos
    # The client finds the name of the file only in an https link. It decides by itself where it downloads the file
    # from.
    link = generated.video.uri.replace("http://", "https://", 1)
    return CLIENT.files.download(file=types.Video(uri=link))


class Videos(unittest.TestCase):
    def test_a_clip_arrives(self):
        prompt = kit.prompt("a running fox")
        operation = generate(prompt, aspect_ratio="16:9", resolution="720p", duration_seconds=4)
        seconds, size = kit.clip(download(operation))
        self.assertEqual(size, (1280, 720))
        self.assertAlmostEqual(seconds, 4, delta=0.1)
        self.assertEqual(len(kit.starts("google", prompt)), 1)

    def test_a_picture_becomes_a_clip(self):
        image = types.Image(image_bytes=kit.INPUT.read_bytes(), mime_type="image/png")
        operation = generate(
            kit.prompt("a fox that wakes up"), image, aspect_ratio="9:16", duration_seconds=6
        )
        self.assertEqual(kit.clip(download(operation))[1], (720, 1280))

    def test_a_submitted_clip_is_not_done(self):
        self.assertFalse(submit(kit.prompt("a patient fox sim:slow=3000")).done)

    def test_a_moderated_prompt_is_an_error(self):
        operation = generate(kit.prompt("sim:moderated"))
        self.assertIsNone(operation.response)
        self.assertEqual(operation.error["code"], 3)

    def test_a_moderated_clip_is_filtered_out(self):
        response = generate(kit.prompt("sim:late-moderated")).response
        self.assertFalse(response.generated_videos)
        self.assertEqual(response.rai_media_filtered_count, 1)
        self.assertTrue(response.rai_media_filtered_reasons)

    def test_a_bad_length_is_reported(self):
        with self.assertRaises(errors.ClientError) as refused:
            submit(kit.prompt("a long fox"), duration_seconds=60)
        self.assertEqual((refused.exception.code, refused.exception.status), (400, "INVALID_ARGUMENT"))

    def test_a_wrong_key_is_refused(self):
        with self.assertRaises(errors.ClientError) as refused:
            submit(kit.prompt("a fox without a key"), client=connect(kit.WRONG_KEY))
        self.assertIn("API_KEY_INVALID", str(refused.exception.details))


if __name__ == "__main__":
    unittest.main()
