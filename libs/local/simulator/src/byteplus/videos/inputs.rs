//! The checks on a start.

use serde_json::Value;

use super::Task;
use super::model::{self, Model, RATIOS, RESOLUTIONS};
use crate::byteplus::errors::Result;
use crate::byteplus::references::{self, Bounds};
use crate::fields::{Fields, Wrong};
use crate::workshop::KeptPicture;
use crate::world::World;

/// Default duration.
const SECONDS: i64 = 5;
const FRAME: Bounds = Bounds { least_side: 300, most_side: 6000, least_ratio: 0.4, most_ratio: 2.5 };
const KNOWN: &[&str] = &[
    "model",
    "content",
    "ratio",
    "resolution",
    "duration",
    "generate_audio",
    "watermark",
    "return_last_frame",
];

/// The model, the prompt and the task that a body asks for.
pub(super) async fn read(world: &World, body: &Value) -> Result<(&'static str, String, Task)> {
    let fields = Fields::new(body)?;
    let model = model::find(fields.need("model", fields.text("model")?)?)?;
    fields.only(KNOWN)?;
    fields.flag("watermark")?;
    let resolution = fields.choice("resolution", &RESOLUTIONS)?.unwrap_or(model.resolution);
    let ratio = fields.choice("ratio", &RATIOS)?.filter(|ratio| *ratio != "adaptive");
    let seconds = seconds(&fields, model)?;
    let sound = sound(&fields, model)?;
    let return_last_frame = fields.flag("return_last_frame")?.unwrap_or(false);
    let (prompt, frame) = content(world, &fields).await?;
    let adapted = || frame.as_ref().map_or("16:9", |frame| model::nearest(frame.size));
    let ratio = ratio.unwrap_or_else(adapted);
    let task = Task {
        size: model.pixels(ratio, resolution),
        ratio: ratio.to_owned(),
        resolution: resolution.to_owned(),
        seconds,
        sound,
        return_last_frame,
        inset: frame.map(|frame| frame.kept),
    };
    Ok((model.id, prompt, task))
}

fn seconds(fields: &Fields<'_>, model: &Model) -> std::result::Result<u32, Wrong> {
    let (least, most) = model.seconds;
    let seconds = fields.integer_within("duration", least..=most)?.unwrap_or(SECONDS);
    Ok(u32::try_from(seconds).unwrap_or(5))
}

fn sound(fields: &Fields<'_>, model: &Model) -> std::result::Result<bool, Wrong> {
    let asked = fields.flag("generate_audio")?;
    if asked == Some(true) && !model.has_sound {
        return Err(fields.other("generate_audio", format!("is not supported by {}", model.id)));
    }
    Ok(asked.unwrap_or(model.has_sound))
}

/// `content[]`: the text, and the first frame.
async fn content(world: &World, fields: &Fields<'_>) -> Result<(String, Option<KeptPicture>)> {
    let (mut text, mut frames) = (String::new(), Vec::new());
    fields.need("content", fields.list_within("content", 1, usize::MAX)?)?;
    for entry in fields.objects("content")? {
        let kind = entry.need("type", entry.choice("type", &["text", "image_url"])?)?;
        if kind == "text" {
            text.push_str(entry.need("text", entry.text("text")?)?);
            continue;
        }
        entry.choice("role", &["first_frame"])?;
        let image = entry.need("image_url", entry.object("image_url")?)?;
        let url = image.need("url", image.text("url")?)?;
        frames.push(references::keep(world, "content.image_url", url, FRAME).await?);
    }
    if frames.len() > 1 {
        return Err(fields.other("content", "must have at most one first_frame").into());
    }
    if text.trim().is_empty() && frames.is_empty() {
        return Err(fields.other("content", "must have a text or a picture").into());
    }
    Ok((text, frames.pop()))
}
