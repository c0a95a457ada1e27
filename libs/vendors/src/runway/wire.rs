//! Runway's requests and answers, from the types of the official SDK (`runwayml` 5.24.0). What is sent is strict; what
//! comes back may have new fields and nulls.

use domain::catalog::{AspectRatio, Shape};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Attachment, VideoTask};

/// Which of Runway's models is asked, as far as their requests differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Makes no sound.
    Gen4,
    /// Has a switch for sound.
    Veo,
}

impl Dialect {
    pub(super) const fn from_shape(shape: Shape) -> Option<Self> {
        match shape {
            Shape::Gen4 => Some(Self::Gen4),
            Shape::Veo => Some(Self::Veo),
            _ => None,
        }
    }

    /// The size of the clip, which Runway calls its ratio. Only Veo has 1080p, and only Gen-4.5 makes squares, which
    /// need a picture.
    fn ratio(self, task: &VideoTask<'_>) -> Option<&'static str> {
        match (self, task.resolution, task.aspect_ratio) {
            (_, "720p", AspectRatio::Wide) => Some("1280:720"),
            (_, "720p", AspectRatio::Tall) => Some("720:1280"),
            (Self::Gen4, "720p", AspectRatio::Square) if task.start_frame.is_some() => Some("960:960"),
            (Self::Veo, "1080p", AspectRatio::Wide) => Some("1920:1080"),
            (Self::Veo, "1080p", AspectRatio::Tall) => Some("1080:1920"),
            _ => None,
        }
    }

    const fn audio(self) -> Option<bool> {
        match self {
            Self::Gen4 => None,
            Self::Veo => Some(false),
        }
    }
}

/// `POST /v1/text_to_video` and `/v1/image_to_video`: only the documented fields that we use. `contentModeration` keeps
/// the vendor's default.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Generation<'a> {
    model: &'a str,
    /// A data URI, because an address would have to answer HEAD, which links signed for GET do not. The vendor takes
    /// 5 MB, and we may attach 5 MB before base64. Whether the vendor counts before or after base64 is unverified.
    #[serde(skip_serializing_if = "Option::is_none")]
    prompt_image: Option<String>,
    prompt_text: &'a str,
    ratio: &'static str,
    duration: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    audio: Option<bool>,
}

impl<'a> Generation<'a> {
    /// `None`: the model does not make this aspect ratio or resolution.
    pub(super) fn from_task(model: &'a str, dialect: Dialect, task: &VideoTask<'a>) -> Option<Self> {
        Some(Self {
            model,
            prompt_image: task.start_frame.map(Attachment::data_uri),
            prompt_text: task.prompt,
            ratio: dialect.ratio(task)?,
            duration: task.seconds,
            audio: dialect.audio(),
        })
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Accepted {
    pub(super) id: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TaskState {
    pub(super) status: Option<Value>,
    /// 0–1.
    pub(super) progress: Option<Value>,
    pub(super) output: Option<Value>,
    /// A sentence.
    pub(super) failure: Option<Value>,
    #[serde(alias = "failure_code")]
    pub(super) failure_code: Option<Value>,
}
