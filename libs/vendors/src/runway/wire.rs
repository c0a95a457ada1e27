//! What goes over the wire, from the types of the official SDK (`runwayml` 5.24.0). Strict in what is sent,
//! tolerant of new fields and nulls in what comes back.

use domain::catalog::{AspectRatio, Shape};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Attachment, VideoTask};

/// What the models ask for differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Silent by nature.
    Gen4,
    /// With a switch for sound.
    Veo,
}

impl Dialect {
    pub(super) const fn of(shape: Shape) -> Option<Self> {
        match shape {
            Shape::Gen4 => Some(Self::Gen4),
            Shape::Veo => Some(Self::Veo),
            _ => None,
        }
    }

    /// The size for an aspect ratio: of 720p, the only one we offer. Squares only from a picture, and not of Veo.
    const fn ratio(self, aspect_ratio: AspectRatio, with_image: bool) -> Option<&'static str> {
        match (aspect_ratio, self) {
            (AspectRatio::Wide, _) => Some("1280:720"),
            (AspectRatio::Tall, _) => Some("720:1280"),
            (AspectRatio::Square, Self::Gen4) if with_image => Some("960:960"),
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

/// `POST /v1/text_to_video` and `/v1/image_to_video`: only the documented fields we use. `contentModeration` is
/// left at the vendor's default.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Generation<'a> {
    model: &'a str,
    /// As a data URI: an address would have to answer HEAD, which links signed for GET do not. The vendor takes
    /// 5 MB of it, and we may attach 5 MB before base64; whether it counts before or after is unverified.
    #[serde(skip_serializing_if = "Option::is_none")]
    prompt_image: Option<String>,
    prompt_text: &'a str,
    ratio: &'static str,
    duration: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    audio: Option<bool>,
}

impl<'a> Generation<'a> {
    /// `None`: an aspect ratio that this model does not make.
    pub(super) fn of(model: &'a str, dialect: Dialect, task: &VideoTask<'a>) -> Option<Self> {
        Some(Self {
            model,
            prompt_image: task.start_frame.map(Attachment::data_uri),
            prompt_text: task.prompt,
            ratio: dialect.ratio(task.aspect_ratio, task.start_frame.is_some())?,
            duration: task.seconds,
            audio: dialect.audio(),
        })
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Accepted {
    pub(super) id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TaskState {
    pub(super) status: Option<String>,
    /// 0–1.
    pub(super) progress: Option<f64>,
    pub(super) output: Option<Vec<Option<String>>>,
    pub(super) failure_code: Option<String>,
}

/// A text, so far.
#[derive(Debug, Deserialize)]
pub(super) struct Complaint {
    pub(super) error: Option<Value>,
}
