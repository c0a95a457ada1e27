//! Silent videos. Models that would add sound are asked not to.

use domain::catalog::Shape;
use serde::Serialize;

use crate::{Attachment, VideoTask};

#[derive(Debug, Default, Serialize)]
pub(in crate::fal) struct Inputs<'a> {
    prompt: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image_url: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    image_urls: Vec<String>,
    /// Kling's name for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    start_image_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aspect_ratio: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<Duration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resolution: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    generate_audio: Option<bool>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Duration {
    Number(u32),
    Text(String),
}

impl<'a> Inputs<'a> {
    /// `None`: models of this shape make something else.
    pub(super) fn from_task(shape: Shape, task: &VideoTask<'a>) -> Option<Self> {
        let frame = task.start_frame.map(Attachment::data_uri);
        let aspect_ratio = Some(task.aspect_ratio.as_str());
        let resolution = Some(task.resolution);
        let text = |unit: &str| Some(Duration::Text(format!("{}{unit}", task.seconds)));
        let common = Self { prompt: task.prompt, ..Self::default() };
        Some(match shape {
            // Known from third parties only, since fal's client has no types for it. That `duration` is a number is
            // unverified.
            Shape::LumaRay => Self {
                image_url: frame,
                aspect_ratio,
                duration: Some(Duration::Number(task.seconds)),
                resolution,
                ..common
            },
            // With a start frame the clip has the frame's shape. There is no field for the resolution: the endpoint's
            // tier decides it.
            Shape::Kling26 | Shape::Kling3 => Self {
                aspect_ratio: aspect_ratio.filter(|_| frame.is_none()),
                start_image_url: frame,
                duration: text(""),
                generate_audio: Some(false),
                ..common
            },
            Shape::Veo => Self {
                image_url: frame,
                image_urls: task.references.iter().map(Attachment::data_uri).collect(),
                aspect_ratio,
                duration: text("s"),
                resolution,
                generate_audio: Some(false),
                ..common
            },
            // Makes no sound.
            Shape::Seedance1 => {
                Self { image_url: frame, aspect_ratio, duration: text(""), resolution, ..common }
            }
            // `image_url`, `resolution` and `generate_audio` are known. The rest is taken from 1.0 and unverified.
            Shape::Seedance2 => Self {
                image_url: frame,
                aspect_ratio,
                duration: text(""),
                resolution,
                generate_audio: Some(false),
                ..common
            },
            _ => return None,
        })
    }
}
