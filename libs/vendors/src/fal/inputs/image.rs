//! Pictures. A task makes one, since each variant is a task of its own. The format is PNG where it can be chosen,
//! because the picture may still be cropped and resized.

use domain::catalog::Shape;
use domain::size::Size;
use serde::Serialize;

use crate::{Attachment, ImageTask};

#[derive(Debug, Default, Serialize)]
pub(in crate::fal) struct Inputs<'a> {
    prompt: &'a str,
    /// The edit endpoints take these.
    #[serde(skip_serializing_if = "Option::is_none")]
    image_urls: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aspect_ratio: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resolution: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image_size: Option<ImageSize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quality: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    input_fidelity: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    num_images: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_images: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output_format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u32>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum ImageSize {
    Pixels {
        width: u32,
        height: u32,
    },
    /// `1024x1536`
    Name(String),
}

impl<'a> Inputs<'a> {
    /// `None`: models of this shape make something else.
    pub(super) fn from_task(shape: Shape, task: &ImageTask<'a>) -> Option<Self> {
        let Size { width, height } = task.native.size;
        let pixels = Some(ImageSize::Pixels { width, height });
        let references: Vec<String> = task.references.iter().map(Attachment::data_uri).collect();
        let edits = !references.is_empty();
        let common = Self { prompt: task.prompt, image_urls: edits.then_some(references), ..Self::default() };
        let one_png = Self { num_images: Some(1), output_format: Some("png"), ..common };
        Some(match shape {
            Shape::NanoBanana => {
                Self { aspect_ratio: task.native.aspect_ratio.as_deref(), seed: task.seed, ..one_png }
            }
            Shape::NanoBananaPro => Self {
                aspect_ratio: task.native.aspect_ratio.as_deref(),
                resolution: task.native.resolution.as_deref(),
                seed: task.seed,
                ..one_png
            },
            // The number of pictures lies between `num_images` and its product with `max_images`. No format can be
            // chosen.
            Shape::Seedream4 | Shape::Seedream45 => {
                Self { image_size: pixels, max_images: Some(1), output_format: None, ..one_png }
            }
            // There is no field for the number of pictures.
            Shape::Flux2 => Self { image_size: pixels, seed: task.seed, num_images: None, ..one_png },
            // fal's default is `high` for both, which costs more.
            Shape::GptImage => Self {
                image_size: Some(ImageSize::Name(format!("{width}x{height}"))),
                quality: Some("medium"),
                input_fidelity: edits.then_some("low"),
                ..one_png
            },
            _ => return None,
        })
    }
}
