//! `HeyGen`'s requests and answers, from the schemas in its own command line client. What is sent is strict; what comes
//! back may have new fields and nulls.

use domain::catalog::AspectRatio;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::http::Answer;
use crate::{AvatarTask, Portrait, SpeechTask, Spoken, media_link};

/// The engine that makes a video where none is named.
const DEFAULT_ENGINE: &str = "avatar_iv";

/// `POST /v3/videos`: only the documented fields that we use.
#[derive(Debug, Serialize)]
pub(super) struct Video<'a> {
    #[serde(flatten)]
    who: Who<'a>,
    #[serde(flatten)]
    words: Words<'a>,
    aspect_ratio: &'static str,
    resolution: &'a str,
    output_format: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Who<'a> {
    Avatar {
        avatar_id: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        engine: Option<Engine<'a>>,
    },
    Image {
        image: Inline<'a>,
    },
}

#[derive(Debug, Serialize)]
struct Engine<'a> {
    #[serde(rename = "type")]
    name: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type", rename = "base64")]
struct Inline<'a> {
    media_type: &'a str,
    data: String,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Words<'a> {
    Script {
        script: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        voice_id: Option<&'a str>,
    },
    Recording {
        audio_url: &'a str,
    },
}

impl<'a> Video<'a> {
    pub(super) fn from_task(engine: &'a str, task: &AvatarTask<'a>) -> Self {
        let who = match task.portrait {
            Portrait::AvatarId(avatar_id) => {
                let engine = (engine != DEFAULT_ENGINE).then_some(Engine { name: engine });
                Who::Avatar { avatar_id, engine }
            }
            Portrait::Picture(picture) => {
                Who::Image { image: Inline { media_type: &picture.mime, data: picture.base64() } }
            }
        };
        let words = match task.spoken {
            Spoken::Script { text, voice_id } => Words::Script { script: text, voice_id },
            Spoken::Audio(recording) => Words::Recording { audio_url: &recording.link },
        };
        Self {
            who,
            words,
            aspect_ratio: task.aspect_ratio.map_or("auto", AspectRatio::as_str),
            resolution: task.resolution,
            output_format: "mp4",
        }
    }
}

/// `POST /v3/models/audio/tts`. The speed is for professional clones only and is not sent.
#[derive(Debug, Serialize)]
pub(super) struct Speech<'a> {
    model: &'a str,
    text: &'a str,
    voice_id: &'a str,
    /// A base code, because regional ones may be refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

impl<'a> Speech<'a> {
    pub(super) fn from_task(model: &'a str, task: &SpeechTask<'a>) -> Self {
        Self { model, text: task.text, voice_id: task.voice_id, language: task.language }
    }
}

/// What an answer brings. The envelope of every success has it inside; what comes without one is it itself.
pub(super) fn data(answer: &Answer) -> Option<Value> {
    let body = answer.json::<Value>().map(media_link::unpacked)?;
    match body.get("data") {
        Some(Value::Array(entries)) => entries.iter().find(|entry| entry.is_object()).cloned(),
        Some(data) => data.is_object().then(|| data.clone()),
        None => body.is_object().then_some(body),
    }
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct VideoState {
    pub(super) status: Option<Value>,
    /// A name; older videos have a number.
    pub(super) failure_code: Option<Value>,
    pub(super) failure_message: Option<Value>,
    /// Older videos have an object here.
    pub(super) error: Option<Value>,
}

/// One page of any list.
#[derive(Debug, Deserialize)]
pub(super) struct List {
    pub(super) data: Vec<Value>,
    pub(super) has_more: Option<bool>,
    pub(super) next_token: Option<String>,
}

/// A voice of `/v3/voices` or of `/v3/models/audio/voices`. The latter have a status and no gender or sample.
#[derive(Debug, Deserialize)]
pub(super) struct ListedVoice {
    pub(super) voice_id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) language: Option<String>,
    pub(super) gender: Option<String>,
    pub(super) preview_audio_url: Option<String>,
    /// A voice of speech is `PENDING`, `ACTIVE` or `FAILED`.
    pub(super) status: Option<String>,
}

/// A look of `/v3/avatars/looks`. Its id is the `avatar_id` of a video.
#[derive(Debug, Deserialize)]
pub(super) struct ListedLook {
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) gender: Option<String>,
    pub(super) default_voice_id: Option<String>,
    pub(super) preview_image_url: Option<String>,
    /// Only private looks have one: `completed`, or another while they are made.
    pub(super) status: Option<String>,
}

/// One voice or one look.
#[derive(Debug, Deserialize)]
pub(super) struct Single<T> {
    pub(super) data: T,
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use domain::catalog::SpeechFormat;
    use serde_json::{json, to_value};

    use super::*;
    use crate::Attachment;

    fn file(mime: &str, link: &str) -> Attachment {
        Attachment { mime: mime.into(), bytes: Bytes::from_static(b"\x89PNG"), link: link.into() }
    }

    fn task<'a>(spoken: Spoken<'a>, portrait: Portrait<'a>) -> AvatarTask<'a> {
        AvatarTask { spoken, portrait, aspect_ratio: Some(AspectRatio::Tall), resolution: "1080p" }
    }

    #[test]
    fn an_avatar_speaks_a_script_in_its_own_voice_or_another() {
        let said = |voice_id| {
            let spoken = Spoken::Script { text: "Hello.", voice_id };
            to_value(Video::from_task("avatar_iv", &task(spoken, Portrait::AvatarId("look_1")))).unwrap()
        };
        let own = json!({
            "type": "avatar", "avatar_id": "look_1", "script": "Hello.",
            "aspect_ratio": "9:16", "resolution": "1080p", "output_format": "mp4",
        });
        assert_eq!(said(None), own);
        let mut other = own;
        other["voice_id"] = json!("voice_1");
        assert_eq!(said(Some("voice_1")), other);
    }

    #[test]
    fn an_avatar_speaks_a_recording_from_our_link() {
        let sound = file("audio/mpeg", "https://bucket.example/a.mp3?sig=1");
        let task = task(Spoken::Audio(&sound), Portrait::AvatarId("look_1"));
        assert_eq!(
            to_value(Video::from_task("avatar_iv", &task)).unwrap(),
            json!({
                "type": "avatar", "avatar_id": "look_1", "audio_url": "https://bucket.example/a.mp3?sig=1",
                "aspect_ratio": "9:16", "resolution": "1080p", "output_format": "mp4",
            })
        );
    }

    #[test]
    fn a_picture_goes_in_as_base64_and_keeps_its_shape() {
        let picture = file("image/png", "https://bucket.example/p.png");
        let spoken = Spoken::Script { text: "Hi.", voice_id: Some("voice_1") };
        let task = AvatarTask { aspect_ratio: None, ..task(spoken, Portrait::Picture(&picture)) };
        assert_eq!(
            to_value(Video::from_task("avatar_iv", &task)).unwrap(),
            json!({
                "type": "image",
                "image": { "type": "base64", "media_type": "image/png", "data": "iVBORw==" },
                "script": "Hi.", "voice_id": "voice_1",
                "aspect_ratio": "auto", "resolution": "1080p", "output_format": "mp4",
            })
        );
    }

    #[test]
    fn another_engine_than_the_default_is_named() {
        let spoken = Spoken::Script { text: "Hi.", voice_id: None };
        let body =
            to_value(Video::from_task("avatar_v", &task(spoken, Portrait::AvatarId("look_1")))).unwrap();
        assert_eq!(body["engine"], json!({ "type": "avatar_v" }));
    }

    #[test]
    fn speech_carries_a_language_only_where_one_is_given() {
        let task = SpeechTask {
            text: "Guten Tag.",
            voice_id: "voice_1",
            language: Some("de"),
            speed: None,
            format: SpeechFormat::Wav,
        };
        let with_language = json!({
            "model": "heygen-voice-1", "text": "Guten Tag.", "voice_id": "voice_1", "language": "de",
        });
        assert_eq!(to_value(Speech::from_task("heygen-voice-1", &task)).unwrap(), with_language);
        let without = SpeechTask { language: None, ..task };
        let body = to_value(Speech::from_task("heygen-voice-1", &without)).unwrap();
        assert_eq!(body, json!({ "model": "heygen-voice-1", "text": "Guten Tag.", "voice_id": "voice_1" }));
    }
}
