//! BFL's requests, from the published OpenAPI schema.

use serde::Serialize;

use crate::ImageTask;

/// `Flux2Inputs`: only the documented fields that we use.
#[derive(Debug, Serialize)]
pub(super) struct Inputs<'a> {
    prompt: &'a str,
    width: u32,
    height: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u32>,
    /// A lossless one, because the picture may still be cropped and resized.
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
    pub(super) fn from_task(task: &ImageTask<'a>) -> Self {
        // In base64, as the schema has it, so that our link need not be reachable from everywhere.
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
