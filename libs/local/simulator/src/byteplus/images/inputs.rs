//! The checks on a call.

use serde_json::Value;

use super::model::{self, Model};
use super::size;
use super::task::Task;
use crate::byteplus::errors::ApiError;
use crate::byteplus::pictures::{self, Bounds};
use crate::fields::{Fields, Why, Wrong};
use crate::picture::Format;
use crate::workshop::Kept;
use crate::world::World;

const REFERENCES: Bounds =
    Bounds { least_side: 15, most_side: u32::MAX, most_pixels: 36_000_000, ratio: (1.0 / 16.0, 16.0) };
/// References and results together.
const MOST_TOGETHER: usize = 15;
/// How many pictures a group gets here; at the vendor the model decides.
const GROUP: u32 = 4;
const KNOWN: &[&str] = &[
    "model",
    "prompt",
    "image",
    "size",
    "response_format",
    "watermark",
    "sequential_image_generation",
    "sequential_image_generation_options",
    "stream",
    "optimize_prompt_options",
    "safety_identifier",
];
const KNOWN_TO_THE_FIFTH: &[&str] = &["output_format", "tools", "layer_decomposition", "optimize_prompt"];

/// A valid call.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) model: &'static Model,
    pub(super) prompt: String,
    pub(super) task: Task,
    pub(super) references: usize,
    pub(super) answer: Answer,
    pub(super) stream: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Url,
    Base64,
}

pub(super) async fn read(world: &World, body: &Value) -> Result<Asked, ApiError> {
    let fields = Fields::of(body)?;
    let model = model::named(fields.need("model", fields.text("model")?)?)?;
    let prompt = fields.need("prompt", fields.text_within("prompt", 1, usize::MAX)?)?.to_owned();
    // `seed`, `guidance_scale`, `n`, `negative_prompt` and the like do not exist on 4.x: the answer names them.
    let more = if model.is_fifth { KNOWN_TO_THE_FIFTH } else { &[] };
    fields.only(&[KNOWN, more].concat())?;
    let size = size::read(&fields, model)?;
    let answer = match fields.choice("response_format", &["url", "b64_json"])? {
        Some("b64_json") => Answer::Base64,
        _ => Answer::Url,
    };
    fields.flag("watermark")?;
    fields.text("safety_identifier")?;
    if let Some(options) = fields.object("optimize_prompt_options")? {
        options.choice("mode", model.modes)?;
    }
    let format = fields.choice("output_format", &["jpeg", "png"])?.and_then(Format::named);
    let sources = sources(&fields, model)?;
    let (group, count) = group(&fields, sources.len())?;
    let stream = fields.flag("stream")?.unwrap_or(false);
    let inset = first(world, &sources).await?;
    let task = Task { size, format: format.unwrap_or(Format::Jpeg), count, group, inset };
    Ok(Asked { model, prompt, task, references: sources.len(), answer, stream })
}

/// One bare string, or a list.
fn sources<'a>(fields: &Fields<'a>, model: &Model) -> Result<Vec<&'a str>, Wrong> {
    let Some(image) = fields.get("image") else { return Ok(Vec::new()) };
    if let Some(one) = image.as_str() {
        return Ok(vec![one]);
    }
    let list = fields.list_within("image", 0, model.most_references)?.map(Vec::as_slice).unwrap_or_default();
    list.iter().map(|one| one.as_str().ok_or_else(|| fields.wrong("image", Why::Type("string")))).collect()
}

/// Whether it is a group, and of how many.
fn group(fields: &Fields<'_>, references: usize) -> Result<(bool, u32), Wrong> {
    if fields.choice("sequential_image_generation", &["auto", "disabled"])? != Some("auto") {
        return Ok((false, 1));
    }
    let options = fields.object("sequential_image_generation_options")?;
    let most = options.map_or(Ok(None), |options| options.integer_within("max_images", 1..=15))?;
    let asked = most.and_then(|most| usize::try_from(most).ok());
    let place = MOST_TOGETHER.saturating_sub(references);
    if asked.is_some_and(|asked| asked > place) {
        let sentence = "must be such that input images and output images together are at most 15";
        return Err(fields.other("sequential_image_generation_options.max_images", sentence));
    }
    let most = u32::try_from(asked.unwrap_or(place).max(1)).unwrap_or(GROUP);
    Ok((true, most.min(GROUP)))
}

/// All are read, the first that can be shown is kept.
async fn first(world: &World, sources: &[&str]) -> Result<Option<Kept>, ApiError> {
    let mut first = None;
    for source in sources {
        let kept = pictures::read(world, "image", source, REFERENCES).await?;
        first = first.or(kept.map(|picture| picture.kept));
    }
    Ok(first)
}
