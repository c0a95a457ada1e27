//! Pixels to the bytes of a file, fast rather than small.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ImageResult, RgbImage};

use super::{Format, Size};

const JPEG_QUALITY: u8 = 85;

pub(super) fn encode(image: &RgbImage, format: Format) -> ImageResult<Vec<u8>> {
    let mut file = Cursor::new(Vec::new());
    match format {
        Format::Png => {
            let encoder = PngEncoder::new_with_quality(&mut file, CompressionType::Fast, FilterType::Up);
            image.write_with_encoder(encoder)?;
        }
        Format::Jpeg => image.write_with_encoder(JpegEncoder::new_with_quality(&mut file, JPEG_QUALITY))?,
        Format::Webp => image.write_with_encoder(WebPEncoder::new_lossless(&mut file))?,
    }
    Ok(file.into_inner())
}

/// A part of a clip, with or without transparency.
pub(crate) fn png(image: impl Into<DynamicImage>) -> ImageResult<Vec<u8>> {
    let mut file = Cursor::new(Vec::new());
    let encoder = PngEncoder::new_with_quality(&mut file, CompressionType::Fast, FilterType::Up);
    image.into().write_with_encoder(encoder)?;
    Ok(file.into_inner())
}

/// Begins like a PNG of this size, whatever format was asked for, and goes on with rubbish: a sniffer takes
/// it for a picture, a decoder does not.
pub(crate) fn broken_file(size: Size) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    file.extend(size.width.to_be_bytes());
    file.extend(size.height.to_be_bytes());
    // Eight bits, RGB; then a wrong checksum and a chunk that ends before its length.
    file.extend(b"\x08\x02\0\0\0\0\0\0\0\0\x01\0\0IDAT");
    file.extend((0..=u8::MAX).cycle().step_by(7).take(4096));
    file
}
