"""Gemini's models of pictures and speech."""

import unittest

import kit
from google import genai
from google.genai import errors, types

PRO, FLASH = "gemini-3-pro-image", "gemini-2.5-flash-image"
SPEECH = "gemini-3.8-flash-lite-tts"


def connect(key: str = kit.key("google"), **options) -> genai.Client:
    # The client repeats nothing by default.
    return genai.Client(api_key=key, http_options=types.HttpOptions(base_url=kit.url("google"), **options))


CLIENT = connect()


def generate(
    contents, model: str = PRO, client: genai.Client = CLIENT, **image
) -> types.GenerateContentResponse:
    config = types.GenerateContentConfig(
        response_modalities=["IMAGE"], image_config=types.ImageConfig(**image)
    )
    return client.models.generate_content(model=model, contents=contents, config=config)


def picture(answer: types.GenerateContentResponse) -> tuple[str, tuple[int, int]]:
    (part,) = [part for part in answer.parts if part.inline_data and not part.thought]
    format_, size = kit.picture(part.inline_data.data)
    assert part.inline_data.mime_type == f"image/{format_}"
    return format_, size


class Speech(unittest.TestCase):
    def test_a_text_is_spoken(self):
        voice = types.VoiceConfig(prebuilt_voice_config=types.PrebuiltVoiceConfig(voice_name="Kore"))
        config = types.GenerateContentConfig(
            response_modalities=["AUDIO"], speech_config=types.SpeechConfig(voice_config=voice)
        )
        text = kit.prompt("The fox is red, and it is quick.")
        answer = CLIENT.models.generate_content(model=SPEECH, contents=text, config=config)
        (part,) = answer.parts
        self.assertEqual(part.inline_data.mime_type, "audio/L16;codec=pcm;rate=24000")
        self.assertGreater(len(part.inline_data.data), 24_000 * 2)
        self.assertEqual(len(kit.starts("google", text)), 1)


class Pictures(unittest.TestCase):
    def test_a_picture_of_the_asked_shape_arrives(self):
        prompt = kit.prompt("a wide fox")
        answer = generate(prompt, aspect_ratio="16:9", image_size="1K")
        width, height = picture(answer)[1]
        self.assertAlmostEqual(width / height, 16 / 9, delta=0.05)
        (candidate,) = answer.candidates
        self.assertEqual(candidate.finish_reason, types.FinishReason.STOP)
        self.assertEqual(answer.model_version, PRO)
        self.assertGreater(answer.usage_metadata.candidates_token_count, 0)
        self.assertEqual(len(kit.starts("google", prompt)), 1)

    def test_both_versions_of_the_api_answer(self):
        for version in ("v1", "v1beta"):
            with self.subTest(version):
                answer = generate(
                    kit.prompt(f"a {version} fox"), FLASH, connect(api_version=version), aspect_ratio="1:1"
                )
                self.assertEqual(picture(answer)[1], (1024, 1024))

    def test_pictures_are_edited(self):
        image = types.Part.from_bytes(data=kit.INPUT.read_bytes(), mime_type="image/png")
        picture(generate([image, image, kit.prompt("one fox of two")], aspect_ratio="3:2"))

    def test_a_moderated_prompt_has_no_candidates(self):
        answer = generate(kit.prompt("sim:moderated"))
        self.assertFalse(answer.candidates)
        self.assertIn(answer.prompt_feedback.block_reason, set(types.BlockedReason))

    def test_a_moderated_picture_is_reported_by_the_finish_reason(self):
        (candidate,) = generate(kit.prompt("sim:late-moderated")).candidates
        self.assertEqual(candidate.finish_reason, types.FinishReason.IMAGE_SAFETY)

    def test_a_bad_shape_is_reported(self):
        with self.assertRaises(errors.ClientError) as refused:
            generate(kit.prompt("a thin fox"), aspect_ratio="1:50")
        self.assertEqual((refused.exception.code, refused.exception.status), (400, "INVALID_ARGUMENT"))

    def test_a_rate_limit_is_reported(self):
        with self.assertRaises(errors.ClientError) as refused:
            generate(kit.prompt("sim:429=1"))
        self.assertEqual((refused.exception.code, refused.exception.status), (429, "RESOURCE_EXHAUSTED"))

    def test_a_server_error_is_reported(self):
        with self.assertRaises(errors.ServerError):
            generate(kit.prompt("sim:500=1"))

    def test_a_wrong_key_is_refused(self):
        with self.assertRaises(errors.ClientError) as refused:
            generate(kit.prompt("a fox without a key"), client=connect(kit.WRONG_KEY))
        self.assertIn("API_KEY_INVALID", str(refused.exception.details))

    def test_a_retired_model_is_reported(self):
        with self.assertRaises(errors.ClientError) as refused:
            generate(kit.prompt("an old fox"), "gemini-3-pro-image-preview")
        self.assertEqual((refused.exception.code, refused.exception.status), (404, "NOT_FOUND"))


if __name__ == "__main__":
    unittest.main()
