//! Getting a picture as base64 without `data:` in front, or a sound as that or by its URL.

use bytes::Bytes;
use image::ImageFormat;

use super::errors::{ApiError, Result};
use crate::picture::Size;
use crate::workshop::{InputError, KeptPicture, base64_input};
use crate::world::World;

/// Pixels of a side.
const SHORTEST_SIDE: u32 = 300;

/// JPEG or PNG, not too small, and from 1:2.5 to 2.5:1. `field` is for the message.
pub(super) async fn picture(world: &World, field: &str, source: &str, most: usize) -> Result<KeptPicture> {
    let wrong = |sentence: &str| ApiError::BadParameter(format!("{field}: {sentence}"));
    let bytes = decoded(field, base64_input(source), most)?;
    if !matches!(image::guess_format(&bytes), Ok(ImageFormat::Jpeg | ImageFormat::Png)) {
        return Err(wrong("must be a JPEG or PNG picture").into());
    }
    let picture = world.workshop.keep_picture(bytes).await?;
    let picture = picture.ok_or_else(|| wrong("cannot be decoded"))?;
    let Size { width, height } = picture.size;
    if width.min(height) < SHORTEST_SIDE {
        return Err(wrong("must have at least 300 px per side").into());
    }
    if width.max(height).saturating_mul(2) > width.min(height).saturating_mul(5) {
        return Err(wrong("must have an aspect ratio from 1:2.5 to 2.5:1").into());
    }
    Ok(picture)
}

pub(super) async fn bytes(world: &World, field: &str, source: &str, most: usize) -> Result<Bytes> {
    let got = if source.starts_with("http://") || source.starts_with("https://") {
        world.workshop.input(source, most).await
    } else {
        base64_input(source)
    };
    Ok(decoded(field, got, most)?)
}

fn decoded(
    field: &str,
    got: std::result::Result<Bytes, InputError>,
    most: usize,
) -> std::result::Result<Bytes, ApiError> {
    let bytes = got.map_err(|reason| ApiError::BadParameter(format!("{field}: {reason}")))?;
    if bytes.len() > most {
        return Err(ApiError::BadParameter(format!("{field}: is larger than {most} bytes")));
    }
    Ok(bytes)
}

/// In the shape of the picture, with `short` as the shorter side.
pub(super) fn scaled(Size { width, height }: Size, short: u32) -> Size {
    let scaled = |side: u32| {
        let side = u64::from(side).saturating_mul(u64::from(short)).checked_div(u64::from(width.min(height)));
        side.and_then(|side| u32::try_from(side).ok()).unwrap_or(short)
    };
    Size { width: scaled(width), height: scaled(height) }
}
