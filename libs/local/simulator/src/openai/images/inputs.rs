//! The checks on the fields that generations and edits share.

use serde_json::Value;

use super::size;
use crate::fields::{Fields, Wrong};
use crate::openai::errors::ApiError;
use crate::openai::models::{self, Can, Model, Sizes};
use crate::picture::{Format, Size};

const MOST_LETTERS: usize = 32_000;

/// A valid request.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) model: &'static Model,
    pub(super) prompt: String,
    pub(super) n: u32,
    pub(super) size: Size,
    pub(super) quality: String,
    pub(super) background: String,
    pub(super) format: Format,
    pub(super) stream: bool,
}

/// What a generation may name. `response_format`, `style`, `seed` and the like do not exist here.
pub(super) const GENERATION: &[&str] = &[
    "model",
    "prompt",
    "n",
    "size",
    "quality",
    "background",
    "output_format",
    "output_compression",
    "moderation",
    "stream",
    "partial_images",
    "complexity",
    "safety_identifier",
    "user",
];

/// What an edit may name next to its pictures.
pub(super) const EDIT: &[&str] = &[
    "model",
    "prompt",
    "n",
    "size",
    "quality",
    "background",
    "output_format",
    "output_compression",
    "stream",
    "partial_images",
    "input_fidelity",
    "complexity",
    "safety_identifier",
    "user",
];

pub(super) fn read(body: &Value, known: &[&str]) -> Result<Asked, ApiError> {
    let fields = Fields::of(body)?;
    let model = models::named(fields.need("model", fields.text("model")?)?)?;
    let Can::Draw { sizes, qualities, input_fidelity } = &model.can else {
        return Err(ApiError::ModelNotFound(model.id.to_owned()));
    };
    let asked = read_for(&fields, model, (*sizes, qualities))?;
    let fidelity = fields.choice("input_fidelity", &["high", "low"])?;
    if fidelity.is_some() && !input_fidelity {
        return Err(fields
            .other("input_fidelity", format!("{} does not take 'input_fidelity'.", model.id))
            .into());
    }
    fields.only(known)?;
    Ok(asked)
}

fn read_for(fields: &Fields<'_>, model: &'static Model, can: (Sizes, &[&str])) -> Result<Asked, Wrong> {
    let (sizes, qualities) = can;
    let prompt = fields.need("prompt", fields.text_within("prompt", 1, MOST_LETTERS)?)?.to_owned();
    let n = fields.integer_within("n", 1..=10)?.unwrap_or(1);
    let quality = fields.choice("quality", qualities)?.unwrap_or("auto").to_owned();
    let background = fields.choice("background", &["transparent", "opaque", "auto"])?.unwrap_or("auto");
    let format = fields.choice("output_format", &["png", "jpeg", "webp"])?.unwrap_or("png");
    let format = Format::named(format).unwrap_or(Format::Png);
    if background == "transparent" && format == Format::Jpeg {
        return Err(
            fields.other("background", "Transparent background is not supported for JPEG output format.")
        );
    }
    if fields.integer_within("output_compression", 0..=100)?.is_some_and(|kept| kept < 100)
        && format == Format::Png
    {
        let sentence = "Compression less than 100 is not supported for PNG output format.";
        return Err(fields.other("output_compression", sentence));
    }
    fields.choice("moderation", &["auto", "low"])?;
    fields.choice("complexity", &["low", "medium", "high"])?;
    fields.integer_within("partial_images", 0..=3)?;
    fields.text("safety_identifier")?;
    fields.text("user")?;
    Ok(Asked {
        model,
        prompt,
        n: u32::try_from(n).unwrap_or(1),
        size: size::read(fields, sizes)?,
        quality,
        background: background.to_owned(),
        format,
        stream: fields.flag("stream")?.unwrap_or(false),
    })
}
