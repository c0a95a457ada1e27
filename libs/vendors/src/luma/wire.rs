//! Luma's requests and answers, from the types of the official SDK (`luma-agents` 0.5.0). What is sent is strict; what
//! comes back may have new fields and nulls.

use domain::Kind;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Attachment, VideoTask, media_link};

/// `POST /v1/generations`: only the documented fields that we use.
#[derive(Debug, Serialize)]
pub(super) struct Generation<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    model: &'a str,
    prompt: &'a str,
    aspect_ratio: &'static str,
    video: Video<'a>,
}

#[derive(Debug, Serialize)]
struct Video<'a> {
    resolution: &'a str,
    duration: &'static str,
    #[serde(flatten)]
    opening: Option<Opening<'a>>,
}

/// What a clip begins with.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Opening<'a> {
    StartFrame {
        start_frame: Image<'a>,
    },
    /// The indexes are on a grid of 24 frames a second.
    Keyframes {
        keyframes: [Image<'a>; 1],
        keyframe_indexes: [u32; 1],
    },
}

/// An `ImageRef`. In base64, so that our link need not be reachable from everywhere.
#[derive(Debug, Serialize)]
struct Image<'a> {
    data: String,
    media_type: &'a str,
}

impl<'a> Generation<'a> {
    /// `None`: Luma makes no clip of this length.
    pub(super) fn from_task(model: &'a str, task: &VideoTask<'a>) -> Option<Self> {
        let (duration, opening): (_, fn(Image<'a>) -> Opening<'a>) = match task.seconds {
            5 => ("5s", |start_frame| Opening::StartFrame { start_frame }),
            // With 10 s, `start_frame` is not allowed but a keyframe at 0 is. That both look the same is unverified.
            10 => ("10s", |first| Opening::Keyframes { keyframes: [first], keyframe_indexes: [0] }),
            _ => return None,
        };
        let opening = task.start_frame.map(Image::from_file).map(opening);
        Some(Self {
            kind: "video",
            model,
            prompt: task.prompt,
            aspect_ratio: task.aspect_ratio.as_str(),
            video: Video { resolution: task.resolution, duration, opening },
        })
    }
}

impl<'a> Image<'a> {
    fn from_file(file: &'a Attachment) -> Self {
        Self { data: file.base64(), media_type: &file.mime }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Accepted {
    pub(super) id: Option<Value>,
}

#[derive(Debug, Deserialize)]
pub(super) struct TaskState {
    pub(super) state: Option<Value>,
    output: Option<Value>,
    /// The older API has its files here.
    assets: Option<Value>,
    pub(super) failure_code: Option<Value>,
    pub(super) failure_reason: Option<Value>,
}

impl TaskState {
    /// The address of the clip. Other files may come beside it.
    pub(super) fn clip(self) -> Option<String> {
        let mut files = [self.output, self.assets].into_iter().flatten().map(media_link::unpacked);
        files.find_map(|files| media_link::find(Kind::Video, &files))
    }
}
