//! Kling's requests and answers, from the vendor's pages as of 2026-09-20. What is sent is strict; what comes back may
//! have new fields and nulls.

use domain::Kind;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::http::Answer;
use crate::lenient::text;
use crate::{Attachment, VideoTask, media_link};

/// `POST /text-to-video/{model}` and `/image-to-video/{model}`: only the documented fields that we use.
#[derive(Debug, Serialize)]
pub(super) struct VideoRequest<'a> {
    #[serde(flatten)]
    subject: Subject<'a>,
    settings: Settings<'a>,
    options: Options<'a>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Subject<'a> {
    Words { prompt: &'a str },
    Picture { contents: [Content<'a>; 2] },
}

#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Content<'a> {
    Prompt {
        text: &'a str,
    },
    FirstFrame {
        /// Plain base64, which the vendor takes in place of an address.
        url: String,
    },
}

#[derive(Debug, Serialize)]
struct Settings<'a> {
    resolution: &'a str,
    /// Absent with a start frame, which brings its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    aspect_ratio: Option<&'static str>,
    duration: u32,
    audio: &'static str,
    /// Only 3.0 takes it, and there it is on unless it is switched off.
    #[serde(skip_serializing_if = "Option::is_none")]
    multi_shot: Option<bool>,
}

#[derive(Debug, Serialize)]
struct Options<'a> {
    external_task_id: &'a str,
}

impl<'a> VideoRequest<'a> {
    pub(super) fn from_task(task: &VideoTask<'a>, external_id: &'a str) -> Self {
        let (subject, aspect_ratio) = match task.start_frame {
            None => (Subject::Words { prompt: task.prompt }, Some(task.aspect_ratio.as_str())),
            Some(frame) => {
                let prompt = Content::Prompt { text: task.prompt };
                (Subject::Picture { contents: [prompt, Content::FirstFrame { url: frame.base64() }] }, None)
            }
        };
        let settings = Settings {
            resolution: task.resolution,
            aspect_ratio,
            duration: task.seconds,
            audio: "off",
            multi_shot: None,
        };
        Self { subject, settings, options: Options { external_task_id: external_id } }
    }

    /// Makes it one continuous shot, for models that would cut otherwise.
    pub(super) fn in_one_shot(mut self) -> Self {
        self.settings.multi_shot = Some(false);
        self
    }

    pub(super) const fn endpoint(&self) -> &'static str {
        match self.subject {
            Subject::Words { .. } => "text-to-video",
            Subject::Picture { .. } => "image-to-video",
        }
    }
}

/// `POST /v1/videos/avatar/image2video`.
#[derive(Debug, Serialize)]
pub(super) struct Avatar<'a> {
    /// Plain base64.
    image: String,
    #[serde(flatten)]
    voice: Voice<'a>,
    mode: &'static str,
    external_task_id: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Voice<'a> {
    Spoken {
        audio_id: String,
    },
    /// Plain base64.
    Recorded {
        sound_file: String,
    },
    /// An address, which the vendor takes in the same field.
    Linked {
        sound_file: &'a str,
    },
}

impl<'a> Voice<'a> {
    /// A recording that is too large for the request goes as a link.
    pub(super) fn from_recording(recording: &'a Attachment) -> Self {
        if recording.bytes.is_empty() {
            Self::Linked { sound_file: &recording.link }
        } else {
            Self::Recorded { sound_file: recording.base64() }
        }
    }
}

impl<'a> Avatar<'a> {
    /// The catalog allows 720p and 1080p only.
    pub(super) fn new(
        picture: &Attachment,
        voice: Voice<'a>,
        resolution: &str,
        external_id: &'a str,
    ) -> Self {
        let mode = if resolution == "1080p" { "pro" } else { "std" };
        Self { image: picture.base64(), voice, mode, external_task_id: external_id }
    }
}

/// `POST /v1/audio/tts`. Without a speed the voice keeps its own.
#[derive(Debug, Serialize)]
pub(super) struct Script<'a> {
    pub(super) text: &'a str,
    pub(super) voice_id: &'a str,
    pub(super) voice_language: &'static str,
}

/// What every answer has beside its data.
#[derive(Debug, Deserialize)]
pub(super) struct Verdict {
    /// A number; some have seen it as a text.
    code: Option<Value>,
    message: Option<Value>,
    pub(super) data: Option<Value>,
}

impl Verdict {
    pub(super) fn from_answer(answer: &Answer) -> Option<Self> {
        answer.json()
    }

    /// 0 is a success.
    pub(super) fn code(&self) -> Option<i64> {
        text(self.code.as_ref()?)?.trim().parse().ok()
    }

    pub(super) fn message(&self) -> String {
        self.message.as_ref().and_then(text).unwrap_or_default()
    }
}

/// A task of either standard. The newer one has no prefix before its names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct KnownTask {
    pub(super) id: Option<String>,
    /// Our own id.
    pub(super) external_id: Option<String>,
    pub(super) status: Option<String>,
    pub(super) message: Option<String>,
    pub(super) url: Option<String>,
    /// What an avatar can say.
    pub(super) audio_id: Option<String>,
}

impl KnownTask {
    /// `None`: it is no object.
    pub(super) fn from_json(task: &Value) -> Option<Self> {
        task.as_object()?;
        let first = |names: [&str; 2]| names.iter().find_map(|name| text(task.get(name)?));
        let external_id = task.get("task_info").and_then(|info| text(info.get("external_task_id")?));
        Some(Self {
            id: first(["id", "task_id"]),
            external_id: first(["external_id", "external_task_id"]).or(external_id),
            status: first(["status", "task_status"]),
            message: first(["message", "task_status_msg"]),
            url: media_link::find(Kind::Video, task),
            audio_id: task.get("task_result").and_then(audio_id),
        })
    }

    /// The tasks in the data of an answer: a list, or one of them alone. Nulls are passed over.
    pub(super) fn all_from_json(data: &Value) -> Vec<Self> {
        match data {
            Value::Array(tasks) => tasks.iter().filter_map(Self::from_json).collect(),
            task => Self::from_json(task).into_iter().collect(),
        }
    }
}

/// The id of the first recording that has one.
fn audio_id(results: &Value) -> Option<String> {
    let audios = results.get("audios").or_else(|| results.get("audio"))?;
    let id = |audio: &Value| text(audio.get("id").or_else(|| audio.get("audio_id"))?);
    match audios {
        Value::Array(audios) => audios.iter().find_map(id),
        audio => id(audio),
    }
}
