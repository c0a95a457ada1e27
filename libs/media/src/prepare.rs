//! Makes a picture that a client sent fit for vendors: upright, neither tiny nor huge, and in a format that all of
//! them take.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, GenericImageView, ImageError, RgbaImage};

use crate::crop::scaled;
use crate::decode::Opened;
use crate::resize::{cropped, resized};
use crate::{Error, FileType, Picture};

/// Longest side of a prepared picture, in pixels.
const MAX_SIDE: u32 = 2048;
/// Shortest side, in pixels, where the ratio allows it.
const MIN_SIDE: u32 = 300;
/// Largest file, in bytes. In base64 it stays below 5 MB.
const MAX_BYTES: usize = 3_700_000;
/// JPEG qualities, tried in this order until the file is small enough.
const QUALITIES: [u8; 4] = [92, 85, 78, 70];

/// How a picture is to be prepared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Prepare {
    /// The ratio of width to height, such as (16, 9), to which the picture is cropped around its centre. `None`
    /// keeps the whole picture.
    pub crop: Option<(u32, u32)>,
}

/// Returns an upright JPEG, or a PNG if something shows through it, of at most 3.7 MB and with both sides from 300
/// to 2048 pixels. The ratio is never distorted; where it does not allow both limits, the short side stays below
/// 300. Nothing of the original is kept but its pixels, at 8 bits a channel and in sRGB. An animation is reduced to its
/// first frame.
///
/// This is CPU-bound and takes up to seconds for the largest pictures, so call it through `spawn_blocking`. It
/// takes up to 256 MiB for the decoded picture and, when it resizes, 16 bytes per pixel of (cropped width ×
/// height).
pub fn prepare(bytes: &[u8], how: Prepare) -> Result<Picture, Error> {
    if let Some((width, height)) = how.crop.filter(|(width, height)| *width == 0 || *height == 0) {
        return Err(Error::ImpossibleSize { width, height });
    }
    let image = Opened::new(bytes)?.decode()?;
    let ratio = how.crop.unwrap_or_else(|| image.dimensions());
    let image = plain(cropped(image, ratio));
    let long = image.width().max(image.height());
    let size = how.crop.and_then(|ratio| exactly(ratio, long)).unwrap_or_else(|| bounded(ratio, long));
    small_enough(resized(image, size))
}

/// The smallest size of exactly this ratio, within the limits, whose long side is at least `long`. A picture that
/// is 16:9 to the pixel comes back from a vendor as 16:9. `None` if no size within the limits is exact.
fn exactly((across, down): (u32, u32), long: u32) -> Option<(u32, u32)> {
    let common = greatest_common_divisor(across, down);
    let (across, down) = (across / common, down / common);
    let (more, less) = (across.max(down), across.min(down));
    let least = MIN_SIDE.div_ceil(less);
    let times = long.div_ceil(more).max(least).min(MAX_SIDE / more);
    (times >= least).then_some((across * times, down * times))
}

/// Neither number may be zero.
const fn greatest_common_divisor(mut one: u32, mut other: u32) -> u32 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

/// The size of this ratio whose long side is `long`, or as near to it as the limits allow.
fn bounded((across, down): (u32, u32), long: u32) -> (u32, u32) {
    let (more, less) = (across.max(down), across.min(down));
    let long = long.max(scaled(MIN_SIDE, more, less)).min(MAX_SIDE);
    let short = scaled(long, less, more).max(1);
    if across >= down { (long, short) } else { (short, long) }
}

/// Reduces a picture to 8 bits a channel, and drops its transparency unless something shows through.
fn plain(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return image.into_rgb8().into();
    }
    let image: RgbaImage = image.into_rgba8();
    if image.pixels().all(|pixel| pixel.0.last() == Some(&u8::MAX)) {
        return DynamicImage::from(image).into_rgb8().into();
    }
    image.into()
}

/// Tries lower qualities first, then fewer pixels.
fn small_enough(mut image: DynamicImage) -> Result<Picture, Error> {
    loop {
        let (width, height) = image.dimensions();
        let written = written(&image).map_err(|error| Error::Encode(error.to_string()))?;
        if let Some((file_type, bytes)) = written {
            return Ok(Picture { bytes: bytes.into(), mime: file_type.mime(), width, height });
        }
        let smaller = |side| scaled(side, 3, 4).max(1);
        image = resized(image, (smaller(width), smaller(height)));
    }
}

/// Returns `None` if the file is too large at every quality.
fn written(image: &DynamicImage) -> Result<Option<(FileType, Vec<u8>)>, ImageError> {
    if image.color().has_alpha() {
        let bytes = png(image)?;
        return Ok((bytes.len() <= MAX_BYTES).then_some((FileType::Png, bytes)));
    }
    for quality in QUALITIES {
        let bytes = jpeg(image, quality)?;
        if bytes.len() <= MAX_BYTES {
            return Ok(Some((FileType::Jpeg, bytes)));
        }
    }
    Ok(None)
}

fn png(image: &DynamicImage) -> Result<Vec<u8>, ImageError> {
    let mut bytes = Cursor::new(Vec::new());
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    image.write_with_encoder(encoder)?;
    Ok(bytes.into_inner())
}

fn jpeg(image: &DynamicImage, quality: u8) -> Result<Vec<u8>, ImageError> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    image.write_with_encoder(encoder)?;
    Ok(bytes)
}
