//! Google's requests and answers, from the vendor's SDK. What is sent is strict; what comes back may have new fields and
//! nulls.

use serde::{Deserialize, Serialize};

use crate::{Attachment, ImageTask, VideoTask};

/// `generateContent` for one picture.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Generate<'a> {
    contents: [Content<'a>; 1],
    generation_config: GenerationConfig<'a>,
}

#[derive(Debug, Serialize)]
struct Content<'a> {
    role: &'static str,
    parts: Vec<Part<'a>>,
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
            contents: [Content { role: "user", parts }],
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

/// The answer to `generateContent`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Generated {
    pub(super) candidates: Option<Vec<Option<Candidate>>>,
    pub(super) prompt_feedback: Option<PromptFeedback>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Candidate {
    pub(super) content: Option<Answered>,
    pub(super) finish_reason: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Answered {
    pub(super) parts: Option<Vec<Option<AnsweredPart>>>,
}

/// Words, a picture, or the draft of a picture (`thought`).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AnsweredPart {
    pub(super) thought: Option<bool>,
    pub(super) inline_data: Option<AnsweredInline>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AnsweredInline {
    pub(super) mime_type: Option<String>,
    pub(super) data: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PromptFeedback {
    pub(super) block_reason: Option<String>,
}

/// A long-running operation. The answer to a start has its name only.
#[derive(Debug, Deserialize)]
pub(super) struct Operation {
    pub(super) name: Option<String>,
    pub(super) done: Option<bool>,
    pub(super) error: Option<Error>,
    pub(super) response: Option<Response>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Response {
    pub(super) generate_video_response: Option<Videos>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Videos {
    pub(super) generated_samples: Option<Vec<Option<Sample>>>,
    pub(super) rai_media_filtered_count: Option<u32>,
    pub(super) rai_media_filtered_reasons: Option<Vec<Option<String>>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Sample {
    pub(super) video: Option<Video>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Video {
    pub(super) uri: Option<String>,
}

/// The envelope around an error of a call.
#[derive(Debug, Deserialize)]
pub(super) struct Refusal {
    pub(super) error: Option<Error>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Error {
    /// An HTTP status in an envelope, a gRPC code inside an operation.
    pub(super) code: Option<i64>,
    pub(super) status: Option<String>,
    pub(super) message: Option<String>,
    pub(super) details: Option<Vec<Option<Detail>>>,
}

/// `google.rpc.ErrorInfo` has a reason, `google.rpc.RetryInfo` a delay.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Detail {
    pub(super) reason: Option<String>,
    pub(super) retry_delay: Option<String>,
}
