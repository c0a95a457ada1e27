//! Reading the pictures a request names: URL or data URI.

use crate::byteplus::errors::ApiError;
use crate::fields::{Why, Wrong};
use crate::picture::Size;
use crate::workshop::KeptPicture;
use crate::world::World;

const LARGEST: usize = 30 * 1024 * 1024;

/// What the sides of a picture may be, and their ratio, which is never more than this either way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub(super) least_side: u32,
    pub(super) most_side: u32,
    pub(super) most_pixels: u64,
    /// Width to height, least and most.
    pub(super) ratio: (f64, f64),
}

/// None for a format that is taken and not looked at: GIF, BMP, TIFF, HEIC.
pub(super) async fn read(
    world: &World,
    field: &str,
    source: &str,
    bounds: Bounds,
) -> Result<Option<KeptPicture>, ApiError> {
    let wrong =
        |sentence: String| ApiError::Wrong(Wrong { field: field.to_owned(), why: Why::Other(sentence) });
    if source.strip_prefix("data:").is_some_and(|rest| !has_lower_case_format(rest)) {
        return Err(wrong("must be data:image/<format>;base64,… with the format in lower case".to_owned()));
    }
    let bytes = world
        .workshop
        .input(source, LARGEST)
        .await
        .map_err(|reason| wrong(format!("cannot be read: {reason}")))?;
    if is_opaque(&bytes) {
        return Ok(None);
    }
    let Some(kept) = world.workshop.keep_picture(bytes).await? else {
        return Err(wrong("must be a picture in a supported format".to_owned()));
    };
    let Size { width, height } = kept.size;
    if width.min(height) < bounds.least_side || width.max(height) > bounds.most_side {
        let Bounds { least_side, most_side, .. } = bounds;
        return Err(wrong(format!(
            "must have sides from {least_side} to {most_side} px, not {width}x{height}"
        )));
    }
    if u64::from(width).saturating_mul(u64::from(height)) > bounds.most_pixels {
        return Err(wrong(format!("must have at most {} pixels", bounds.most_pixels)));
    }
    let (least, most) = bounds.ratio;
    let ratio = f64::from(width) / f64::from(height.max(1));
    if !(least..=most).contains(&ratio) {
        return Err(wrong(format!("must have a ratio from {least} to {most}, not {width}x{height}")));
    }
    Ok(Some(kept))
}

fn has_lower_case_format(rest: &str) -> bool {
    let format = rest.strip_prefix("image/").and_then(|rest| rest.split_once(";base64,"));
    format.is_some_and(|(format, _)| !format.is_empty() && !format.contains(char::is_uppercase))
}

fn is_opaque(bytes: &[u8]) -> bool {
    let heic = bytes.get(4..8) == Some(b"ftyp".as_slice());
    heic || [b"GIF8".as_slice(), b"BM", b"II*\0", b"MM\0*"].iter().any(|magic| bytes.starts_with(magic))
}
