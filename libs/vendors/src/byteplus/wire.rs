//! `BytePlus`' requests, from the vendor's SDK and pages.

use serde::Serialize;

use crate::{Attachment, ImageTask, VideoTask};

/// One picture. The 4.x models refuse the fields for a seed and an output format.
#[derive(Debug, Serialize)]
pub(super) struct NewPicture<'a> {
    model: &'a str,
    prompt: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<References>,
    size: String,
    response_format: &'static str,
    /// The vendor adds one unless it is switched off.
    watermark: bool,
    sequential_image_generation: &'static str,
}

/// Data URIs. A single one goes as a string, several as a list.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum References {
    One(String),
    Several(Vec<String>),
}

impl References {
    fn from_files(files: &[Attachment]) -> Option<Self> {
        match files {
            [] => None,
            [only] => Some(Self::One(only.data_uri())),
            several => Some(Self::Several(several.iter().map(Attachment::data_uri).collect())),
        }
    }
}

impl<'a> NewPicture<'a> {
    pub(super) fn from_task(model: &'a str, task: &ImageTask<'a>) -> Self {
        Self {
            model,
            prompt: task.prompt,
            image: References::from_files(task.references),
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
    pub(super) fn from_task(model: &'a str, task: &VideoTask<'a>) -> Self {
        let picture = |role| {
            move |file: &Attachment| Content::ImageUrl { image_url: ImageUrl { url: file.data_uri() }, role }
        };
        let frame = task.start_frame.map(picture("first_frame"));
        let references = task.references.iter().map(picture("reference_image"));
        let text = Content::Text { text: task.prompt };
        Self {
            model,
            content: std::iter::once(text).chain(frame).chain(references).collect(),
            ratio: task.aspect_ratio.as_str(),
            resolution: task.resolution,
            duration: task.seconds,
            watermark: false,
            generate_audio: None,
        }
    }

    /// For models that add sound unless it is switched off.
    pub(super) fn silenced(model: &'a str, task: &VideoTask<'a>) -> Self {
        Self { generate_audio: Some(false), ..Self::from_task(model, task) }
    }
}
