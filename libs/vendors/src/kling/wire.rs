//! Kling's requests and answers, from the vendor's pages as of 2026-09-20. What is sent is strict; what comes back may
//! have new fields and nulls.

use serde::{Deserialize, Serialize};

use crate::{Attachment, VideoTask};

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
    pub(super) code: Option<i64>,
    pub(super) message: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Envelope<T> {
    pub(super) data: Option<T>,
}

/// The answer to a start, of either standard.
#[derive(Debug, Deserialize)]
pub(super) struct Created {
    pub(super) id: Option<String>,
    pub(super) task_id: Option<String>,
}

/// A task of the new standard.
#[derive(Debug, Deserialize)]
pub(super) struct NewTask {
    pub(super) id: Option<String>,
    /// Our own id.
    pub(super) external_id: Option<String>,
    status: Option<String>,
    message: Option<String>,
    outputs: Option<Vec<File>>,
}

/// A task of the older standard.
#[derive(Debug, Deserialize)]
pub(super) struct OldTask {
    #[serde(rename = "task_id")]
    id: Option<String>,
    #[serde(rename = "task_status")]
    pub(super) status: Option<String>,
    #[serde(rename = "task_status_msg")]
    pub(super) message: Option<String>,
    #[serde(rename = "task_result")]
    pub(super) result: Option<Files>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Files {
    videos: Option<Vec<File>>,
    pub(super) audios: Option<Vec<File>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct File {
    /// `video`. Only the new standard has it.
    #[serde(rename = "type")]
    kind: Option<String>,
    pub(super) id: Option<String>,
    url: Option<String>,
}

/// A task of either standard.
#[derive(Debug)]
pub(super) struct KnownTask {
    pub(super) id: Option<String>,
    pub(super) status: Option<String>,
    pub(super) message: Option<String>,
    pub(super) url: Option<String>,
}

impl From<NewTask> for KnownTask {
    fn from(task: NewTask) -> Self {
        let url = task.outputs.and_then(clip);
        Self { id: task.id, status: task.status, message: task.message, url }
    }
}

impl From<OldTask> for KnownTask {
    fn from(task: OldTask) -> Self {
        let url = task.result.and_then(|files| files.videos).and_then(clip);
        Self { id: task.id, status: task.status, message: task.message, url }
    }
}

fn clip(files: Vec<File>) -> Option<String> {
    let clips = files.into_iter().filter(|file| file.kind.as_deref().is_none_or(|kind| kind == "video"));
    clips.filter_map(|file| file.url).find(|url| !url.is_empty())
}
