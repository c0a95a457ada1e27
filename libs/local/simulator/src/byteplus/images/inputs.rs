//! The models of pictures and the checks on a call.

use serde_json::Value;

use super::Task;
use crate::byteplus::errors::{ApiError, Result};
use crate::byteplus::references::{self, Bounds};
use crate::fields::{Fields, Why, Wrong};
use crate::picture::Size;
use crate::workshop::Kept;
use crate::world::World;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Model {
    pub(super) id: &'static str,
    labels: &'static [&'static str],
    /// Of a size in pixels.
    least_pixels: u64,
    most_references: usize,
}

/// The shared page says 14 references for 4.0, its model card 10.
static MODELS: [Model; 2] = [
    Model {
        id: "seedream-4-0-250828",
        labels: &["1K", "2K", "4K"],
        least_pixels: 921_600,
        most_references: 10,
    },
    Model { id: "seedream-4-5-251128", labels: &["2K", "4K"], least_pixels: 3_686_400, most_references: 14 },
];
const MOST_PIXELS: u64 = 16_777_216;
const MOST_RATIO: u32 = 16;
const REFERENCES: Bounds =
    Bounds { least_side: 15, most_side: u32::MAX, least_ratio: 1.0 / 16.0, most_ratio: 16.0 };
/// References and results together.
const MOST_TOGETHER: usize = 15;
/// How many pictures a group gets here; at the vendor the model decides.
const GROUP: u32 = 4;
/// `seed`, `guidance_scale`, `output_format`, `n`, `negative_prompt` and the like do not exist on 4.x.
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
];

/// A valid call.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) model: &'static Model,
    pub(super) prompt: String,
    pub(super) task: Task,
    pub(super) references: usize,
    pub(super) in_base64: bool,
    pub(super) stream: bool,
}

#[cfg(test)]
pub(in crate::byteplus) fn models() -> Vec<&'static str> {
    MODELS.iter().map(|model| model.id).collect()
}

pub(super) async fn read(world: &World, body: &Value) -> Result<Asked> {
    let fields = Fields::new(body)?;
    let id = fields.need("model", fields.text("model")?)?;
    let model = MODELS.iter().find(|model| model.id == id);
    let model = model.ok_or_else(|| ApiError::UnknownModel(id.to_owned()))?;
    let prompt = fields.need("prompt", fields.text_within("prompt", 1, usize::MAX)?)?.to_owned();
    fields.only(KNOWN)?;
    let size = size(&fields, model)?;
    let in_base64 = fields.choice("response_format", &["url", "b64_json"])? == Some("b64_json");
    fields.flag("watermark")?;
    let sources = sources(&fields, model)?;
    let (group, count) = group(&fields, sources.len())?;
    let stream = fields.flag("stream")?.unwrap_or(false);
    let inset = first(world, &sources).await?;
    let task = Task { size, count, group, inset };
    Ok(Asked { model, prompt, task, references: sources.len(), in_base64, stream })
}

/// A label or `WIDTHxHEIGHT`. With a label the model takes the ratio from the prompt; here it is always a square.
fn size(fields: &Fields<'_>, model: &Model) -> std::result::Result<Size, Wrong> {
    let square = |side| Size { width: side, height: side };
    let Some(word) = fields.text("size")? else { return Ok(square(2048)) };
    let label = word.strip_suffix('K').and_then(|thousands| thousands.parse::<u32>().ok());
    if let Some(thousands) = label.filter(|_| model.labels.contains(&word)) {
        return Ok(square(thousands.saturating_mul(1024)));
    }
    let labels = model.labels.join(", ");
    let size = Size::parse(word);
    let size = size.ok_or_else(|| fields.other("size", format!("must be {labels} or WIDTHxHEIGHT")))?;
    let pixels = u64::from(size.width).saturating_mul(u64::from(size.height));
    if !(model.least_pixels..=MOST_PIXELS).contains(&pixels) {
        let sentence = format!("must have from {} to {MOST_PIXELS} pixels, not {pixels}", model.least_pixels);
        return Err(fields.other("size", sentence));
    }
    let (long, short) = (size.width.max(size.height), size.width.min(size.height));
    if long > short.saturating_mul(MOST_RATIO) {
        return Err(fields.other("size", "must have a ratio from 1/16 to 16"));
    }
    Ok(size)
}

/// One bare string, or a list.
fn sources<'a>(fields: &Fields<'a>, model: &Model) -> std::result::Result<Vec<&'a str>, Wrong> {
    let Some(image) = fields.get("image") else { return Ok(Vec::new()) };
    if let Some(one) = image.as_str() {
        return Ok(vec![one]);
    }
    let list = fields.list_within("image", 0, model.most_references)?.map(Vec::as_slice).unwrap_or_default();
    list.iter().map(|one| one.as_str().ok_or_else(|| fields.wrong("image", Why::Type("string")))).collect()
}

/// Whether it is a group, and of how many.
fn group(fields: &Fields<'_>, references: usize) -> std::result::Result<(bool, u32), Wrong> {
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

/// All are looked at, the first one is kept.
async fn first(world: &World, sources: &[&str]) -> Result<Option<Kept>> {
    let mut first = None;
    for source in sources {
        let kept = references::keep(world, "image", source, REFERENCES).await?;
        first = first.or(Some(kept.kept));
    }
    Ok(first)
}
