//! What goes over the wire, from the vendor's SDK and pages. Strict in what is sent, tolerant of new fields and
//! nulls in what comes back.

use serde::{Deserialize, Serialize};

use crate::{Attachment, ImageTask, VideoTask};

/// One picture. Seeds and output formats are not for the 4.x models: those fields are refused.
#[derive(Debug, Serialize)]
pub(super) struct NewPicture<'a> {
    model: &'a str,
    prompt: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<References>,
    size: String,
    response_format: &'static str,
    /// On unless switched off.
    watermark: bool,
    sequential_image_generation: &'static str,
}

/// Data URIs; a single one goes without a list.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum References {
    One(String),
    Several(Vec<String>),
}

impl References {
    fn of(files: &[Attachment]) -> Option<Self> {
        match files {
            [] => None,
            [only] => Some(Self::One(only.data_uri())),
            several => Some(Self::Several(several.iter().map(Attachment::data_uri).collect())),
        }
    }
}

impl<'a> NewPicture<'a> {
    pub(super) fn of(model: &'a str, task: &ImageTask<'a>) -> Self {
        Self {
            model,
            prompt: task.prompt,
            image: References::of(task.references),
            size: format!("{}x{}", task.native.size.width, task.native.size.height),
            response_format: "url",
            watermark: false,
            sequential_image_generation: "disabled",
        }
    }
}

/// One clip.
#[derive(Debug, Serialize)]
pub(super) struct NewTask<'a> {
    model: &'a str,
    content: Vec<Content<'a>>,
    ratio: &'static str,
    resolution: &'a str,
    duration: u32,
    watermark: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    generate_audio: Option<bool>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Content<'a> {
    Text { text: &'a str },
    ImageUrl { image_url: ImageUrl, role: &'static str },
}

#[derive(Debug, Serialize)]
struct ImageUrl {
    url: String,
}

impl<'a> NewTask<'a> {
    /// For models that are silent by nature.
    pub(super) fn of(model: &'a str, task: &VideoTask<'a>) -> Self {
        let frame = task.start_frame.map(|frame| Content::ImageUrl {
            image_url: ImageUrl { url: frame.data_uri() },
            role: "first_frame",
        });
        Self {
            model,
            content: [Content::Text { text: task.prompt }].into_iter().chain(frame).collect(),
            ratio: task.aspect_ratio.as_str(),
            resolution: task.resolution,
            duration: task.seconds,
            watermark: false,
            generate_audio: None,
        }
    }

    /// For models that add sound unless told not to.
    pub(super) fn silenced(model: &'a str, task: &VideoTask<'a>) -> Self {
        Self { generate_audio: Some(false), ..Self::of(model, task) }
    }
}

/// The answer to a picture call. Errors may come with a success: for all, or for an item.
#[derive(Debug, Deserialize)]
pub(super) struct Generated {
    pub(super) data: Option<Vec<Option<Item>>>,
    pub(super) error: Option<Error>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Item {
    pub(super) url: Option<String>,
    pub(super) error: Option<Error>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Accepted {
    pub(super) id: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct TaskState {
    pub(super) status: Option<String>,
    pub(super) error: Option<Error>,
    pub(super) content: Option<TaskContent>,
}

#[derive(Debug, Deserialize)]
pub(super) struct TaskContent {
    pub(super) video_url: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Refusal {
    pub(super) error: Option<Error>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Error {
    pub(super) code: Option<String>,
}
