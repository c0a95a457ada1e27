//! The sizes of a picture: a label or `WxH`.

use super::model::Model;
use crate::fields::{Fields, Wrong};
use crate::picture::Size;

const MOST_PIXELS: u64 = 16_777_216;
const MOST_RATIO: u32 = 16;

/// With a label the model takes the ratio from the prompt; here it is always a square.
pub(super) fn read(fields: &Fields<'_>, model: &Model) -> Result<Size, Wrong> {
    let Some(word) = fields.text("size")? else { return Ok(square(2048)) };
    if let Some(side) = label(word).filter(|_| model.labels.contains(&word)) {
        return Ok(square(side));
    }
    let labels = model.labels.join(", ");
    let size =
        parse(word).ok_or_else(|| fields.other("size", format!("must be {labels} or WIDTHxHEIGHT")))?;
    let pixels = u64::from(size.width).saturating_mul(u64::from(size.height));
    if !(model.least_pixels..=MOST_PIXELS).contains(&pixels) {
        let least = model.least_pixels;
        return Err(
            fields.other("size", format!("must have from {least} to {MOST_PIXELS} pixels, not {pixels}"))
        );
    }
    let (long, short) = (size.width.max(size.height), size.width.min(size.height));
    if long > short.saturating_mul(MOST_RATIO) {
        return Err(fields.other("size", "must have a ratio from 1/16 to 16"));
    }
    Ok(size)
}

fn square(side: u32) -> Size {
    Size { width: side, height: side }
}

fn label(word: &str) -> Option<u32> {
    let thousands: u32 = word.strip_suffix('K')?.parse().ok()?;
    thousands.checked_mul(1024)
}

fn parse(word: &str) -> Option<Size> {
    let (width, height) = word.split_once('x')?;
    Some(Size { width: width.parse().ok()?, height: height.parse().ok()? })
}
