//! The pictures that a request names, by URL or as a data URI.

use super::errors::{ApiError, Result};
use crate::fields::{Why, Wrong};
use crate::picture::Size;
use crate::workshop::KeptPicture;
use crate::world::World;

const LARGEST: usize = 30 * 1024 * 1024;
const MOST_PIXELS: u64 = 36_000_000;

/// What the sides of a picture may be, and the ratio of width to height.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub(super) least_side: u32,
    pub(super) most_side: u32,
    pub(super) least_ratio: f64,
    pub(super) most_ratio: f64,
}

pub(super) async fn keep(world: &World, field: &str, source: &str, bounds: Bounds) -> Result<KeptPicture> {
    let wrong =
        |sentence: String| ApiError::Wrong(Wrong { field: field.to_owned(), why: Why::Other(sentence) });
    if source.strip_prefix("data:").is_some_and(|rest| !has_lower_case_format(rest)) {
        let sentence = "must be data:image/<format>;base64,… with the format in lower case";
        return Err(wrong(sentence.to_owned()).into());
    }
    let bytes = world.workshop.input(source, LARGEST).await;
    let bytes = bytes.map_err(|reason| wrong(format!("cannot be read: {reason}")))?;
    let kept = world.workshop.keep_picture(bytes).await?;
    let kept = kept.ok_or_else(|| wrong("must be a picture in a supported format".to_owned()))?;
    match bounds.broken_by(kept.size) {
        Some(sentence) => Err(wrong(sentence).into()),
        None => Ok(kept),
    }
}

impl Bounds {
    fn broken_by(self, Size { width, height }: Size) -> Option<String> {
        let Self { least_side, most_side, least_ratio, most_ratio } = self;
        let ratio = f64::from(width) / f64::from(height.max(1));
        if width.min(height) < least_side || width.max(height) > most_side {
            Some(format!("must have sides from {least_side} to {most_side} px, not {width}x{height}"))
        } else if u64::from(width).saturating_mul(u64::from(height)) > MOST_PIXELS {
            Some(format!("must have at most {MOST_PIXELS} pixels"))
        } else if !(least_ratio..=most_ratio).contains(&ratio) {
            Some(format!("must have a ratio from {least_ratio} to {most_ratio}, not {width}x{height}"))
        } else {
            None
        }
    }
}

fn has_lower_case_format(rest: &str) -> bool {
    let format = rest.strip_prefix("image/").and_then(|rest| rest.split_once(";base64,"));
    format.is_some_and(|(format, _)| !format.is_empty() && !format.contains(char::is_uppercase))
}
