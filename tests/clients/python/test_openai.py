"""OpenAI: pictures, edits and speech."""

import base64
import unittest

import kit
import openai

IMAGE_MODEL = "gpt-image-1.5"
SPEECH_MODEL = "gpt-4o-mini-tts"


def client(key: str = kit.key("openai")) -> openai.OpenAI:
    # In strict mode, an answer that does not fit the client's own types is an error.
    return openai.OpenAI(
        api_key=key, base_url=kit.url("openai", "/v1"), max_retries=0, _strict_response_validation=True
    )


def pictures(answer: openai.types.ImagesResponse) -> list[tuple[str, tuple[int, int]]]:
    return [kit.picture(base64.b64decode(picture.b64_json)) for picture in answer.data]


class Pictures(unittest.TestCase):
    def generate(self, prompt: str, **options):
        return client().images.generate(model=IMAGE_MODEL, prompt=prompt, **options)

    def test_two_pictures_of_the_asked_size_arrive(self):
        prompt = kit.prompt("two foxes")
        answer = self.generate(prompt, n=2, size="1536x1024", quality="low")
        self.assertEqual(pictures(answer), [("png", (1536, 1024))] * 2)
        self.assertEqual((answer.size, answer.quality, answer.output_format), ("1536x1024", "low", "png"))
        self.assertGreater(answer.usage.output_tokens, 0)
        self.assertEqual(len(kit.starts("openai", prompt)), 1)

    def test_a_jpeg_arrives(self):
        answer = self.generate(kit.prompt("a fox as a photograph"), size="1024x1024", output_format="jpeg")
        self.assertEqual(pictures(answer), [("jpeg", (1024, 1024))])

    def test_a_picture_arrives_as_a_stream(self):
        *_, last = self.generate(kit.prompt("a fox piece by piece"), size="1024x1024", stream=True)
        self.assertEqual(last.type, "image_generation.completed")
        self.assertEqual(kit.picture(base64.b64decode(last.b64_json)), ("png", (1024, 1024)))

    def test_one_picture_is_edited(self):
        with kit.INPUT.open("rb") as image:
            answer = client().images.edit(
                model=IMAGE_MODEL,
                prompt=kit.prompt("an edited fox"),
                image=image,
                size="1024x1536",
                input_fidelity="high",
            )
        self.assertEqual(pictures(answer), [("png", (1024, 1536))])

    def test_several_pictures_are_edited_at_once(self):
        image = ("fox.png", kit.INPUT.read_bytes(), "image/png")
        answer = client().images.edit(
            model=IMAGE_MODEL,
            prompt=kit.prompt("many edited foxes"),
            image=[image, image],
            size="1024x1024",
            n=2,
        )
        self.assertEqual(pictures(answer), [("png", (1024, 1024))] * 2)

    def test_a_moderated_prompt_is_reported(self):
        for word in ("sim:moderated", "sim:late-moderated"):
            with self.subTest(word), self.assertRaises(openai.BadRequestError) as refused:
                self.generate(kit.prompt(word))
            self.assertEqual(refused.exception.code, "moderation_blocked")
            self.assertEqual(refused.exception.type, "image_generation_user_error")
            self.assertIsNotNone(refused.exception.request_id)

    def test_a_bad_size_is_reported(self):
        with self.assertRaises(openai.BadRequestError) as refused:
            self.generate(kit.prompt("a small fox"), size="256x256")
        self.assertEqual(refused.exception.type, "invalid_request_error")
        self.assertEqual(refused.exception.param, "size")

    def test_a_rate_limit_is_reported(self):
        with self.assertRaises(openai.RateLimitError) as refused:
            self.generate(kit.prompt("sim:429=1"))
        self.assertEqual(refused.exception.code, "rate_limit_exceeded")

    def test_a_server_error_is_reported(self):
        with self.assertRaises(openai.InternalServerError):
            self.generate(kit.prompt("sim:500=1"))

    def test_an_answer_that_is_lost_was_a_start(self):
        prompt = kit.prompt("sim:drop-answer")
        with self.assertRaises(openai.APIConnectionError):
            self.generate(prompt)
        self.assertEqual(len(kit.starts("openai", prompt)), 1)

    def test_a_wrong_key_is_refused(self):
        with self.assertRaises(openai.AuthenticationError) as refused:
            client(kit.WRONG_KEY).images.generate(model=IMAGE_MODEL, prompt=kit.prompt("a fox without a key"))
        self.assertEqual(refused.exception.code, "invalid_api_key")

    def test_an_unknown_model_is_reported(self):
        with self.assertRaises(openai.NotFoundError) as refused:
            client().images.generate(model="gpt-image-0", prompt=kit.prompt("an old fox"))
        self.assertEqual(refused.exception.code, "model_not_found")

    def test_a_model_can_be_read(self):
        model = client().models.retrieve(IMAGE_MODEL)
        self.assertEqual(model.id, IMAGE_MODEL)
        self.assertEqual(model.shutdown_date, "2026-12-01")


class Speech(unittest.TestCase):
    def speak(self, text: str, **options):
        return client().audio.speech.create(model=SPEECH_MODEL, input=text, voice="marin", **options)

    def test_an_mp3_arrives(self):
        text = kit.prompt("The fox is red.")
        answer = self.speak(text, instructions="Slowly.", speed=0.8)
        self.assertTrue(kit.is_mp3(answer.content))
        self.assertEqual(answer.response.headers["content-type"], "audio/mpeg")
        self.assertEqual(len(kit.starts("openai", text)), 1)

    def test_a_wav_arrives(self):
        content = self.speak(kit.prompt("The fox is grey."), response_format="wav").content
        self.assertEqual((content[:4], content[8:12]), (b"RIFF", b"WAVE"))

    def test_a_text_that_is_too_long_is_reported(self):
        with self.assertRaises(openai.BadRequestError) as refused:
            self.speak("fox " * 1025)
        self.assertEqual(refused.exception.type, "invalid_request_error")

    def test_a_wrong_key_is_refused(self):
        with self.assertRaises(openai.AuthenticationError):
            client(kit.WRONG_KEY).audio.speech.create(
                model=SPEECH_MODEL, input=kit.prompt("A fox?"), voice="marin"
            )


if __name__ == "__main__":
    unittest.main()
