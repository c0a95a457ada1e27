//! Draws users' pictures anew: stills as large as the frame, overlays as large and as opaque as they appear. ffmpeg
//! gets the resulting PNG. This is CPU-bound.

use std::path::Path;

use domain::request::composite::Fit;
use domain::size::Size;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::{self, overlay};
use image::{DynamicImage, GenericImageView, Rgba, RgbaImage};

use crate::Error;

/// The blurred copy is made at this fraction of the frame and then stretched, which gives a large blur at a small
/// price.
pub(crate) const BLUR_SHRINK: u32 = 8;
pub(crate) const BLUR_SIGMA: f32 = 4.0;

/// Draws a still that is as large as the frame.
pub(crate) fn still(from: &Path, to: &Path, size: Size, fit: Fit, field: &str) -> Result<(), Error> {
    let picture = read(from, field)?;
    let frame = (size.width, size.height);
    let drawn = match fit {
        Fit::Cover => media::resized(media::cropped(picture, frame), frame).into_rgba8(),
        Fit::Contain => upon(RgbaImage::from_pixel(size.width, size.height, BLACK), picture),
        Fit::Blur => upon(blurred(&picture, frame), picture),
    };
    // Transparent parts become black, as bars are.
    let mut flat = RgbaImage::from_pixel(size.width, size.height, BLACK);
    overlay(&mut flat, &drawn, 0, 0);
    write(to, &DynamicImage::from(flat).into_rgb8().into())
}

const BLACK: Rgba<u8> = Rgba([0, 0, 0, 255]);

/// Draws an overlay as wide and as opaque as it lies upon the frame, and returns its size.
pub(crate) fn overlaid(
    from: &Path,
    to: &Path,
    width: u32,
    opacity: f64,
    field: &str,
) -> Result<(u32, u32), Error> {
    let picture = read(from, field)?;
    let (across, down) = picture.dimensions();
    let height = u64::from(down) * u64::from(width) / u64::from(across.max(1));
    // No frame is taller, so nothing more would be seen.
    let height = u32::try_from(height).unwrap_or(u32::MAX).clamp(1, TALLEST);
    let mut drawn = media::resized(media::cropped(picture, (width, height)), (width, height)).into_rgba8();
    for pixel in drawn.pixels_mut() {
        let Rgba([.., alpha]) = pixel;
        *alpha = faded(*alpha, opacity);
    }
    write(to, &drawn.into())?;
    Ok((width, height))
}

const TALLEST: u32 = 4096;

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 to 255, by the range of the factor"
)]
fn faded(alpha: u8, opacity: f64) -> u8 {
    (f64::from(alpha) * opacity.clamp(0.0, 1.0)).round() as u8
}

pub(crate) fn write(to: &Path, picture: &DynamicImage) -> Result<(), Error> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(to)?);
    let encoder = PngEncoder::new_with_quality(&mut file, CompressionType::Fast, FilterType::Sub);
    picture.write_with_encoder(encoder).map_err(|error| Error::Result(error.to_string()))
}

fn read(from: &Path, field: &str) -> Result<DynamicImage, Error> {
    let bytes = std::fs::read(from)?;
    media::pixels(&bytes).map_err(|error| Error::input(field, format!("cannot be used: {error}")))
}

/// Puts the whole picture in the middle of a background.
fn upon(mut ground: RgbaImage, picture: DynamicImage) -> RgbaImage {
    let (width, height) = ground.dimensions();
    let (across, down) = contained(picture.dimensions(), (width, height));
    let whole = media::resized(picture, (across, down)).into_rgba8();
    overlay(&mut ground, &whole, i64::from((width - across) / 2), i64::from((height - down) / 2));
    ground
}

/// The largest size within the frame that has the picture's ratio.
pub(crate) fn contained((across, down): (u32, u32), (width, height): (u32, u32)) -> (u32, u32) {
    let scaled = |side: u32, by: u32, of: u32| {
        u32::try_from(u64::from(side) * u64::from(by) / u64::from(of.max(1))).unwrap_or(u32::MAX).max(1)
    };
    let tall = scaled(down, width, across);
    if tall <= height { (width, tall) } else { (scaled(across, height, down).min(width), height) }
}

fn blurred(picture: &DynamicImage, frame: (u32, u32)) -> RgbaImage {
    let small = (frame.0.div_ceil(BLUR_SHRINK), frame.1.div_ceil(BLUR_SHRINK));
    let copy = media::resized(media::cropped(picture.clone(), small), small).into_rgba8();
    let soft = imageops::blur(&copy, BLUR_SIGMA);
    imageops::resize(&soft, frame.0, frame.1, imageops::FilterType::Triangle)
}
