//! The checks on the fields that generations and edits share.

use serde_json::Value;

use crate::fields::{Fields, Wrong};
use crate::openai::errors::{ApiError, Result};
use crate::openai::models::{self, Can, Model};
use crate::picture::{Format, Size};
use crate::world::World;

const MOST_LETTERS: usize = 32_000;
const AUTOMATIC: Size = Size { width: 1024, height: 1024 };
const THREE_SIZES: [&str; 4] = ["1024x1024", "1024x1536", "1536x1024", "auto"];
/// Where nearly any size is allowed.
const MOST_PIXELS: u32 = 3840 * 2160;
const LONGEST_EDGE: u32 = 3840;
/// `response_format`, `style`, `seed` and the like do not exist.
const KNOWN: [&str; 7] = ["model", "prompt", "n", "size", "quality", "output_format", "stream"];

/// A valid request.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) model: &'static Model,
    pub(super) prompt: String,
    pub(super) n: u32,
    pub(super) size: Size,
    pub(super) quality: String,
    pub(super) format: Format,
    pub(super) stream: bool,
}

/// `more` fields are known than those that both calls have.
pub(super) fn read(world: &World, body: &Value, more: &[&str]) -> Result<Asked> {
    let fields = Fields::new(body)?;
    let model = models::find(world, fields.need("model", fields.text("model")?)?)?;
    let Can::Draw { any_size, qualities } = &model.can else {
        return Err(ApiError::ModelNotFound(model.id.to_owned()).into());
    };
    let prompt = fields.need("prompt", fields.text_within("prompt", 1, MOST_LETTERS)?)?.to_owned();
    let n = fields.integer_within("n", 1..=10)?.unwrap_or(1);
    let format = fields.choice("output_format", &["png", "jpeg", "webp"])?.and_then(Format::from_name);
    fields.choice("input_fidelity", &["high", "low"])?;
    fields.only(&[&KNOWN, more].concat())?;
    Ok(Asked {
        model,
        prompt,
        n: u32::try_from(n).unwrap_or(1),
        size: if *any_size { any_of_sizes(&fields)? } else { one_of_three(&fields)? },
        quality: fields.choice("quality", qualities)?.unwrap_or("auto").to_owned(),
        format: format.unwrap_or(Format::Png),
        stream: fields.flag("stream")?.unwrap_or(false),
    })
}

fn one_of_three(fields: &Fields<'_>) -> std::result::Result<Size, Wrong> {
    Ok(fields.choice("size", &THREE_SIZES)?.and_then(Size::parse).unwrap_or(AUTOMATIC))
}

fn any_of_sizes(fields: &Fields<'_>) -> std::result::Result<Size, Wrong> {
    let Some(word) = fields.text("size")?.filter(|word| *word != "auto") else { return Ok(AUTOMATIC) };
    let sentence = format!(
        "Invalid size '{word}': both sides must be divisible by 16, the ratio from 1:3 to 3:1, and the picture at \
         most 3840x2160."
    );
    Size::parse(word).filter(|size| is_allowed(*size)).ok_or_else(|| fields.other("size", sentence))
}

fn is_allowed(Size { width, height }: Size) -> bool {
    let (long, short) = (width.max(height), width.min(height));
    short > 0
        && width.is_multiple_of(16)
        && height.is_multiple_of(16)
        && long <= short.saturating_mul(3)
        && long <= LONGEST_EDGE
        && width.saturating_mul(height) <= MOST_PIXELS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearly_any_size_is_allowed() {
        for (word, allowed) in [
            ("1024x1024", true),
            ("3840x2160", true),
            ("2160x3840", true),
            ("1536x512", true),
            ("1552x512", false),
            ("1000x1024", false),
            ("3856x1600", false),
            ("3840x2176", false),
            ("0x0", false),
        ] {
            assert_eq!(Size::parse(word).is_some_and(is_allowed), allowed, "{word}");
        }
    }
}
