"""Speech of ElevenLabs."""

import base64
import unittest

import elevenlabs
import kit
from elevenlabs.core.api_error import ApiError

RACHEL = "21m00Tcm4TlvDq8ikWAM"
ONCE = {"max_retries": 0}


def connect(key: str) -> elevenlabs.ElevenLabs:
    return elevenlabs.ElevenLabs(api_key=key, base_url=kit.url("elevenlabs"))


CLIENT = connect(kit.key("elevenlabs"))


def speak(text: str, client: elevenlabs.ElevenLabs = CLIENT, voice: str = RACHEL, **options) -> bytes:
    options = {"model_id": "eleven_multilingual_v2", **options}
    return b"".join(client.text_to_speech.convert(voice, text=text, request_options=ONCE, **options))


class Speech(unittest.TestCase):
    def test_an_mp3_arrives(self):
        text = kit.prompt("The fox is red.")
        settings = elevenlabs.VoiceSettings(stability=0.4, similarity_boost=0.8, speed=1.1)
        self.assertTrue(kit.is_mp3(speak(text, voice_settings=settings, seed=7)))
        self.assertEqual(len(kit.starts("elevenlabs", text)), 1)

    def test_other_formats_arrive(self):
        text = kit.prompt("The fox is grey.")
        wav = speak(text, output_format="wav_22050")
        self.assertEqual((wav[:4], wav[8:12]), (b"RIFF", b"WAVE"))
        # PCM has 16 bits a sample and nothing else, so it is the WAV without its header.
        self.assertAlmostEqual(len(speak(text, output_format="pcm_22050")), len(wav), delta=200)

    def test_a_stream_arrives(self):
        chunks = CLIENT.text_to_speech.stream(RACHEL, text=kit.prompt("The fox runs."), request_options=ONCE)
        self.assertTrue(kit.is_mp3(b"".join(chunks)))

    def test_the_price_is_in_the_headers(self):
        text = kit.prompt("The fox has a price.")
        raw = CLIENT.text_to_speech.with_raw_response
        with raw.convert(RACHEL, text=text, request_options=ONCE) as answer:
            self.assertGreater(int(answer.headers["character-cost"]), 0)
            self.assertTrue(answer.headers["request-id"])

    def test_timestamps_arrive(self):
        text = kit.prompt("The fox is on time.")
        answer = CLIENT.text_to_speech.convert_with_timestamps(RACHEL, text=text, request_options=ONCE)
        self.assertTrue(kit.is_mp3(base64.b64decode(answer.audio_base_64)))
        self.assertEqual("".join(answer.alignment.characters), text)
        ends = answer.alignment.character_end_times_seconds
        self.assertEqual((len(ends), ends), (len(text), sorted(ends)))

    def test_a_moderated_text_is_reported(self):
        for word in ("sim:moderated", "sim:late-moderated"):
            with self.subTest(word), self.assertRaises(ApiError) as refused:
                speak(kit.prompt(word))
            self.assertIn(refused.exception.status_code, range(400, 500))
            self.assertEqual(refused.exception.body["detail"]["code"], "content_policy_violation")

    def test_a_voice_that_does_not_exist_is_reported(self):
        with self.assertRaises(ApiError) as refused:
            speak(kit.prompt("Who speaks?"), voice="nobody")
        self.assertEqual(refused.exception.status_code, 404)
        self.assertEqual(refused.exception.body["detail"]["status"], "voice_not_found")

    def test_a_setting_out_of_range_is_reported(self):
        with self.assertRaises(elevenlabs.UnprocessableEntityError) as refused:
            speak(kit.prompt("Too stable."), seed=-1)
        (problem,) = refused.exception.body["detail"]
        self.assertEqual(problem["loc"], ["body", "seed"])

    def test_a_rate_limit_is_reported(self):
        with self.assertRaises(ApiError) as refused:
            speak(kit.prompt("sim:429=1"))
        self.assertEqual(refused.exception.status_code, 429)

    def test_a_wrong_key_is_refused(self):
        with self.assertRaises(ApiError) as refused:
            speak(kit.prompt("A fox without a key."), connect(kit.WRONG_KEY))
        self.assertEqual(refused.exception.status_code, 401)
        self.assertEqual(refused.exception.body["detail"]["status"], "invalid_api_key")


class Account(unittest.TestCase):
    def test_voices_are_listed_page_by_page(self):
        first = CLIENT.voices.search(page_size=5)
        self.assertTrue(first.has_more)
        second = CLIENT.voices.search(page_size=5, next_page_token=first.next_page_token)
        ids = {voice.voice_id for voice in first.voices + second.voices}
        self.assertEqual(len(ids), 10)

    def test_models_are_listed(self):
        self.assertIn("eleven_multilingual_v2", [model.model_id for model in CLIENT.models.list()])

    def test_the_subscription_can_be_read(self):
        self.assertGreater(CLIENT.user.subscription.get().character_limit, 0)


if __name__ == "__main__":
    unittest.main()
