//! `ElevenLabs`' requests and answers, from the vendor's own SDK. What is sent is strict; what comes back may have new
//! fields and nulls.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::SpeechTask;

/// `POST /v1/text-to-speech/{voice_id}`: only the documented fields that we use.
#[derive(Debug, Serialize)]
pub(super) struct Body<'a> {
    text: &'a str,
    model_id: &'a str,
    /// Absent: the voice keeps its own settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    voice_settings: Option<VoiceSettings>,
}

#[derive(Debug, Serialize)]
struct VoiceSettings {
    /// 0.7–1.2.
    speed: f64,
}

impl<'a> Body<'a> {
    pub(super) fn from_task(model: &'a str, task: &SpeechTask<'a>) -> Self {
        let voice_settings = task.speed.map(|speed| VoiceSettings { speed });
        Self { text: task.text, model_id: model, voice_settings }
    }
}

/// `GET /v2/voices`.
#[derive(Debug, Deserialize)]
pub(super) struct List {
    pub(super) voices: Vec<Listed>,
    pub(super) has_more: Option<bool>,
    pub(super) next_page_token: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Listed {
    pub(super) voice_id: Option<String>,
    pub(super) name: Option<String>,
    /// Free-form: `gender`, `accent` and often `language`. That all voices have them is unverified.
    pub(super) labels: Option<BTreeMap<String, Option<String>>>,
    pub(super) verified_languages: Option<Vec<VerifiedLanguage>>,
    pub(super) preview_url: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct VerifiedLanguage {
    pub(super) language: Option<String>,
}

#[cfg(test)]
mod tests {
    use domain::catalog::SpeechFormat;
    use serde_json::{json, to_value};

    use super::*;

    #[test]
    fn the_body_carries_a_speed_only_where_one_is_asked_for() {
        let task = SpeechTask {
            text: "Hello.",
            voice_id: "v1",
            language: Some("en"),
            speed: None,
            format: SpeechFormat::Mp3,
        };
        assert_eq!(
            to_value(Body::from_task("eleven_multilingual_v2", &task)).unwrap(),
            json!({ "text": "Hello.", "model_id": "eleven_multilingual_v2" })
        );
        let quick = SpeechTask { speed: Some(1.1), ..task };
        assert_eq!(
            to_value(Body::from_task("eleven_multilingual_v2", &quick)).unwrap(),
            json!({
                "text": "Hello.", "model_id": "eleven_multilingual_v2", "voice_settings": { "speed": 1.1 },
            })
        );
    }
}
