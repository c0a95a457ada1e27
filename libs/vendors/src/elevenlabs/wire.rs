//! What goes over the wire, from the vendor's own SDK. Strict in what is sent, tolerant of new fields and
//! nulls in what comes back.

use std::collections::BTreeMap;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use crate::SpeechTask;

/// `POST /v1/text-to-speech/{voice_id}`: only the documented fields we use.
#[derive(Debug, Serialize)]
pub(super) struct Body<'a> {
    text: &'a str,
    model_id: &'a str,
    /// Absent: the voice's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    voice_settings: Option<VoiceSettings>,
}

#[derive(Debug, Serialize)]
struct VoiceSettings {
    /// 0.7–1.2.
    speed: f64,
}

impl<'a> Body<'a> {
    pub(super) fn of(model: &'a str, task: &SpeechTask<'a>) -> Self {
        let voice_settings = task.speed.map(|speed| VoiceSettings { speed });
        Self { text: task.text, model_id: model, voice_settings }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Complaint {
    pub(super) detail: Option<Detail>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Detail {
    /// `code` is the newer name, `status` the legacy one; older answers have only that.
    Named { code: Option<String>, status: Option<String> },
    /// A sentence, or what validation found: both name no code.
    Other(IgnoredAny),
}

/// `GET /v2/voices`.
#[derive(Debug, Deserialize)]
pub(super) struct List {
    pub(super) voices: Option<Vec<Listed>>,
    pub(super) has_more: Option<bool>,
    pub(super) next_page_token: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Listed {
    pub(super) voice_id: Option<String>,
    pub(super) name: Option<String>,
    /// Free: `gender`, `accent` and, of many, `language` (unverified that all have them).
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
            to_value(Body::of("eleven_multilingual_v2", &task)).unwrap(),
            json!({ "text": "Hello.", "model_id": "eleven_multilingual_v2" })
        );
        let quick = SpeechTask { speed: Some(1.1), ..task };
        assert_eq!(
            to_value(Body::of("eleven_multilingual_v2", &quick)).unwrap(),
            json!({
                "text": "Hello.", "model_id": "eleven_multilingual_v2", "voice_settings": { "speed": 1.1 },
            })
        );
    }
}
