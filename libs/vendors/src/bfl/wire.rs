//! What goes over the wire, from the published OpenAPI schema. Strict in what is sent, tolerant of new
//! fields and nulls in what comes back.

use serde::{Deserialize, Serialize};

use crate::ImageTask;

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
    #[serde(skip_serializing_if = "Option::is_none")]
    input_image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    input_image_2: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    input_image_3: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    input_image_4: Option<String>,
}

impl<'a> Inputs<'a> {
    pub(crate) fn of(task: &ImageTask<'a>) -> Self {
        // Base64, as the schema has it: our link need not be reachable from everywhere.
        let reference = |index: usize| task.references.get(index).map(crate::Attachment::base64);
        Self {
            prompt: task.prompt,
            width: task.native.size.width,
            height: task.native.size.height,
            seed: task.seed,
            output_format: "png",
            input_image: reference(0),
            input_image_2: reference(1),
            input_image_3: reference(2),
            input_image_4: reference(3),
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
