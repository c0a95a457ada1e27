//! What goes over the wire, from the published OpenAPI schema. Strict in what is sent, tolerant of new
//! fields and nulls in what comes back.

use serde::{Deserialize, Serialize};

use crate::PictureTask;

/// `Flux2Inputs`: only the documented fields we use.
#[derive(Debug, Serialize)]
pub(crate) struct Inputs<'a> {
    prompt: &'a str,
    width: u32,
    height: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u32>,
    /// Lossless, because the picture may still be cropped and resized.
    output_format: &'static str,
}

impl<'a> Inputs<'a> {
    pub(crate) const fn of(task: PictureTask<'a>) -> Self {
        Self {
            prompt: task.prompt,
            width: task.size.width,
            height: task.size.height,
            seed: task.seed,
            output_format: "png",
        }
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Accepted {
    pub(crate) id: String,
    pub(crate) polling_url: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct TaskState {
    pub(crate) status: String,
    pub(crate) result: Option<TaskResult>,
    /// 0–1.
    pub(crate) progress: Option<f64>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct TaskResult {
    pub(crate) sample: Option<String>,
}
