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
    let content = Content::read(world, &fields).await?;
    content.check(&fields, model)?;
    let adapted = || content.frames.first().map_or("16:9", |frame| model::nearest(frame.size));
    let ratio = ratio.unwrap_or_else(adapted);
    let task = Task {
        size: model.pixels(ratio, resolution),
        ratio: ratio.to_owned(),
        resolution: resolution.to_owned(),
        seconds,
        sound,
        return_last_frame,
        inset: content.frames.into_iter().next().map(|frame| frame.kept),
        references: content.references.into_iter().map(|picture| picture.kept).collect(),
    };
    Ok((model.id, content.text, task))
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

/// `content[]`: the text and the first frame, or the text and references.
#[derive(Default)]
struct Content {
    text: String,
    frames: Vec<KeptPicture>,
    references: Vec<KeptPicture>,
}

impl Content {
    async fn read(world: &World, fields: &Fields<'_>) -> Result<Self> {
        let mut content = Self::default();
        fields.need("content", fields.list_within("content", 1, usize::MAX)?)?;
        for entry in fields.objects("content")? {
            let kind = entry.need("type", entry.choice("type", &["text", "image_url"])?)?;
            if kind == "text" {
                content.text.push_str(entry.need("text", entry.text("text")?)?);
                continue;
            }
            let role = entry.choice("role", &["first_frame", "reference_image"])?;
            let image = entry.need("image_url", entry.object("image_url")?)?;
            let url = image.need("url", image.text("url")?)?;
            let picture = references::keep(world, "content.image_url", url, FRAME).await?;
            match role {
                Some("reference_image") => content.references.push(picture),
                _ => content.frames.push(picture),
            }
        }
        Ok(content)
    }

    fn check(&self, fields: &Fields<'_>, model: &Model) -> std::result::Result<(), Wrong> {
        let refused = |sentence: String| Err(fields.other("content", sentence));
        if self.frames.len() > 1 {
            return refused("must have at most one first_frame".to_owned());
        }
        if !self.frames.is_empty() && !self.references.is_empty() {
            return refused("must not mix first_frame with reference_image".to_owned());
        }
        if self.references.len() > model.references {
            return refused(format!(
                "must have at most {} reference_image for {}",
                model.references, model.id
            ));
        }
        if self.text.trim().is_empty() && self.frames.is_empty() {
            return refused("must have a text or a first frame".to_owned());
        }
        Ok(())
    }
}
