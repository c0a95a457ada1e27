//! Makes a picture exactly as large as was asked for.

use std::io::Cursor;

use bytes::Bytes;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, GenericImageView};

use crate::decode::{Opened, fits_limits};
use crate::resize::{cropped, resized};
use crate::{Error, FileType};

/// A whole picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub bytes: Bytes,
    pub mime: &'static str,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// Proves that `bytes` are a whole picture and returns one with exactly `width` × `height` pixels.
///
/// A picture of that size comes back byte for byte, after a full decode has proved it whole. Any other picture is
/// cropped around its centre to the ratio, resized (Lanczos3) and returned as a PNG in sRGB that keeps its depth and
/// transparency. The same happens to a picture of the right size that relies on an EXIF orientation, is animated, is in
/// printing inks or is no PNG, JPEG or WebP, so that every reader shows the same. A colour profile is no reason: the
/// picture that comes back untouched still has it.
///
/// This is CPU-bound and takes up to seconds for the largest pictures, so call it through `spawn_blocking`. It
/// takes up to 256 MiB for the decoded picture and, when it resizes, 16 bytes per pixel of (cropped width ×
/// `height`).
pub fn fit(bytes: impl Into<Bytes>, width: u32, height: u32) -> Result<Picture, Error> {
    let bytes = bytes.into();
    if width == 0 || height == 0 || fits_limits(width, height).is_err() {
        return Err(Error::ImpossibleSize { width, height });
    }
    let opened = Opened::new(&bytes)?;
    let file_type = opened.file_type;
    let fits_already = opened.is_plain() && opened.size() == (width, height);
    let image = opened.decode()?;
    if fits_already {
        return Ok(Picture { bytes, mime: file_type.mime(), width, height });
    }
    png(&resized(cropped(image, (width, height)), (width, height)))
}

fn png(image: &DynamicImage) -> Result<Picture, Error> {
    let (width, height) = image.dimensions();
    let mut bytes = Cursor::new(Vec::new());
    image
        .write_with_encoder(PngEncoder::new(&mut bytes))
        .map_err(|error| Error::Encode(error.to_string()))?;
    Ok(Picture { bytes: bytes.into_inner().into(), mime: FileType::Png.mime(), width, height })
}
