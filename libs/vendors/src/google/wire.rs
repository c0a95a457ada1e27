//! Google's requests, from the vendor's SDK.

use serde::Serialize;

use crate::{Attachment, ImageTask, VideoTask};

/// `generateContent` for one picture.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Generate<'a> {
    contents: [Content<'a>; 1],
    generation_config: GenerationConfig<'a>,
}

#[derive(Debug, Serialize)]
pub(super) struct Content<'a> {
    role: &'static str,
    parts: Vec<Part<'a>>,
}

impl<'a> Content<'a> {
    fn of(parts: Vec<Part<'a>>) -> Self {
        Self { role: "user", parts }
    }

    pub(super) fn from_text(text: &'a str) -> Self {
        Self::of(vec![Part::Text(text)])
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
enum Part<'a> {
    InlineData(Inline<'a>),
    Text(&'a str),
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Inline<'a> {
    mime_type: &'a str,
    data: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct GenerationConfig<'a> {
    response_modalities: [&'static str; 1],
    image_config: ImageConfig<'a>,
    /// The vendor accepts it and does not promise that the picture repeats.
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u32>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ImageConfig<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    aspect_ratio: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image_size: Option<&'a str>,
}

impl<'a> Generate<'a> {
    /// For models that make one size only.
    pub(super) fn from_task(task: &ImageTask<'a>) -> Self {
        let references = task.references.iter().map(|reference| {
            Part::InlineData(Inline { mime_type: &reference.mime, data: reference.base64() })
        });
        let parts = references.chain([Part::Text(task.prompt)]).collect();
        let image_config =
            ImageConfig { aspect_ratio: task.native.aspect_ratio.as_deref(), image_size: None };
        Self {
            contents: [Content::of(parts)],
            generation_config: GenerationConfig {
                response_modalities: ["IMAGE"],
                image_config,
                seed: task.seed,
            },
        }
    }

    /// For models that take a size.
    pub(super) fn sized(task: &ImageTask<'a>) -> Self {
        let mut generate = Self::from_task(task);
        generate.generation_config.image_config.image_size = task.native.resolution.as_deref();
        generate
    }
}

/// `predictLongRunning` for one clip. This host refuses `generateAudio` and `seed`.
#[derive(Debug, Serialize)]
pub(super) struct Predict<'a> {
    instances: [Instance<'a>; 1],
    parameters: Parameters<'a>,
}

#[derive(Debug, Serialize)]
struct Instance<'a> {
    prompt: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<Frame<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Frame<'a> {
    bytes_base64_encoded: String,
    mime_type: &'a str,
}

impl<'a> Frame<'a> {
    fn from_file(file: &'a Attachment) -> Self {
        Self { bytes_base64_encoded: file.base64(), mime_type: &file.mime }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Parameters<'a> {
    aspect_ratio: &'static str,
    resolution: &'a str,
    duration_seconds: u32,
    person_generation: &'static str,
}

impl<'a> Predict<'a> {
    pub(super) fn from_task(task: &VideoTask<'a>) -> Self {
        // A third party says what each mode expects.
        let person_generation = if task.start_frame.is_some() { "allow_adult" } else { "allow_all" };
        Self {
            instances: [Instance { prompt: task.prompt, image: task.start_frame.map(Frame::from_file) }],
            parameters: Parameters {
                aspect_ratio: task.aspect_ratio.as_str(),
                resolution: task.resolution,
                duration_seconds: task.seconds,
                person_generation,
            },
        }
    }
}
