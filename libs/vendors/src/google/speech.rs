//! Speech by `generateContent`, as the vendor's SDK (3.6.1) describes it. The models of 3.8 read the text word for word, and
//! take no speed. They send samples (`audio/L16`) or a WAV, both at 24 kHz: the vendor's pages describe the one for older
//! models and the other for another call, so either is read.

use domain::catalog::SpeechFormat;
use domain::{ErrorCode, Failure};
use serde::Serialize;
use serde_json::Value;

use super::wire::Content;
use super::{errors, generated};
use crate::http::Answer;
use crate::lenient::field;
use crate::part::Parts;
use crate::{Output, SpeechTask, StartError, sound};

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Speak<'a> {
    contents: [Content<'a>; 1],
    generation_config: GenerationConfig<'a>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct GenerationConfig<'a> {
    response_modalities: [&'static str; 1],
    speech_config: SpeechConfig<'a>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SpeechConfig<'a> {
    voice_config: VoiceConfig<'a>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct VoiceConfig<'a> {
    prebuilt_voice_config: PrebuiltVoice<'a>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PrebuiltVoice<'a> {
    voice_name: &'a str,
}

impl<'a> Speak<'a> {
    pub(super) fn from_task(task: &SpeechTask<'a>) -> Self {
        let voice_config = VoiceConfig { prebuilt_voice_config: PrebuiltVoice { voice_name: task.voice_id } };
        Self {
            contents: [Content::from_text(task.text)],
            generation_config: GenerationConfig {
                response_modalities: ["AUDIO"],
                speech_config: SpeechConfig { voice_config },
            },
        }
    }
}

/// Encoding an mp3 of five minutes takes seconds, so it is kept off the other steps.
pub(super) async fn judge(answer: Answer, parts: Parts, format: SpeechFormat) -> Result<Output, StartError> {
    let judged = tokio::task::spawn_blocking(move || judge_blocking(&answer, parts, format)).await;
    judged.unwrap_or_else(|_| Err(StartError::refused(ErrorCode::ProviderFailed)))
}

fn judge_blocking(answer: &Answer, parts: Parts, format: SpeechFormat) -> Result<Output, StartError> {
    if !answer.is_success() {
        return Err(errors::refusal(answer, parts));
    }
    let body: Value = answer.result()?;
    if generated::is_refused(&body) {
        return Err(StartError::refused(ErrorCode::ModerationRejected));
    }
    if generated::candidates(&body).any(|candidate| generated::finish_reason(candidate) == "MAX_TOKENS") {
        return Err(StartError::NotHere(Failure::because(ErrorCode::InvalidInput, TOO_LONG)));
    }
    let mut files = generated::candidates(&body).flat_map(generated::inline).filter_map(|inline| {
        let mime = field(inline, "mimeType").and_then(Value::as_str);
        sound::file(&generated::bytes(inline)?, mime.unwrap_or("audio/L16"), format)
    });
    files.next().map(Output::Bytes).ok_or_else(|| answer.made_nothing())
}

/// The models stop after about eleven minutes of sound (16,384 tokens, by a reseller), in the middle of the text.
const TOO_LONG: &str = "The provider cannot speak a text of this length: shorten text and submit again.";

#[cfg(test)]
mod tests {
    use domain::Kind;
    use domain::catalog::Vendor;
    use serde_json::{json, to_value};

    use super::*;

    fn task(text: &str) -> SpeechTask<'_> {
        let format = SpeechFormat::Mp3;
        SpeechTask { text, voice_id: "Kore", language: Some("en"), speed: None, format }
    }

    fn judged(body: &str) -> Result<Output, StartError> {
        judge_blocking(&Answer::new(200, body), parts(), SpeechFormat::Wav)
    }

    fn parts() -> Parts {
        Parts::from_accepted(Vendor::Google, Kind::Tts)
    }

    /// Two samples, in base64.
    fn spoken(mime: &str) -> String {
        let part = json!({ "inlineData": { "mimeType": mime, "data": "AQACAA==" } });
        json!({ "candidates": [{ "content": { "parts": [part] }, "finishReason": "STOP" }] }).to_string()
    }

    #[test]
    fn the_text_goes_alone_and_the_voice_by_the_vendors_name() {
        assert_eq!(
            to_value(Speak::from_task(&task("Good morning"))).unwrap(),
            json!({
                "contents": [{ "role": "user", "parts": [{ "text": "Good morning" }] }],
                "generationConfig": {
                    "responseModalities": ["AUDIO"],
                    "speechConfig": { "voiceConfig": { "prebuiltVoiceConfig": { "voiceName": "Kore" } } },
                },
            })
        );
    }

    #[test]
    fn samples_become_a_file() {
        for mime in ["audio/L16;codec=pcm;rate=24000", "audio/pcm;rate=24000"] {
            let Ok(Output::Bytes(file)) = judged(&spoken(mime)) else { panic!("{mime}") };
            assert!(file.starts_with(b"RIFF") && file.ends_with(&[1, 0, 2, 0]), "{mime}");
        }
    }

    #[test]
    fn a_refusal_is_moderation_wherever_it_stands() {
        for body in [
            include_str!("fixtures/prompt_blocked.json").to_owned(),
            json!({ "candidates": [{ "finishReason": "PROHIBITED_CONTENT" }] }).to_string(),
            json!({ "candidates": [null, { "finishReason": "SAFETY", "content": {} }] }).to_string(),
        ] {
            assert_eq!(judged(&body), Err(StartError::refused(ErrorCode::ModerationRejected)), "{body}");
        }
    }

    #[test]
    fn an_answer_without_a_sound_made_nothing() {
        for body in [
            json!({ "candidates": [{ "content": { "parts": [{ "text": "Hello" }] }, "finishReason": "STOP" }] })
                .to_string(),
            json!({ "candidates": [{ "finishReason": "OTHER" }] }).to_string(),
            json!({ "candidates": [] }).to_string(),
            spoken("text/plain"),
            "{}".to_owned(),
        ] {
            assert_eq!(judged(&body), Err(Answer::new(200, "").made_nothing()), "{body}");
        }
    }

    #[test]
    fn half_a_text_is_no_speech() {
        let whole = spoken("audio/L16");
        let half = judged(&whole.replace("STOP", "MAX_TOKENS"));
        let failure = Failure::because(ErrorCode::InvalidInput, TOO_LONG);
        assert_eq!(half, Err(StartError::NotHere(failure)));
    }

    #[test]
    fn a_damaged_answer_is_uncertain_and_a_busy_account_waits() {
        for body in ["", "<html>"] {
            assert!(matches!(judged(body), Err(StartError::Uncertain(_))), "{body}");
        }
        let busy = Answer::new(429, include_str!("fixtures/resource_exhausted.json"));
        let judged = judge_blocking(&busy, parts(), SpeechFormat::Mp3);
        assert_eq!(judged, Err(StartError::Busy { retry_after: Some(7) }));
    }
}
