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

/// How strong the blurred copy of a cut-out is. A cut-out upon a full copy of itself would be hard to see.
pub(crate) const CUT_OUT_SHADE: f64 = 0.5;

/// What a clip's picture is to become.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    pub(crate) size: Size,
    pub(crate) fit: Fit,
    /// `rrggbb`.
    pub(crate) ground: [u8; 3],
}

/// Draws a still that is as large as the frame.
pub(crate) fn still(from: &Path, to: &Path, frame: Frame, field: &str) -> Result<(), Error> {
    let picture = read(from, field)?;
    let (width, height) = (frame.size.width, frame.size.height);
    let [red, green, blue] = frame.ground;
    let plain = RgbaImage::from_pixel(width, height, Rgba([red, green, blue, u8::MAX]));
    let drawn = match frame.fit {
        Fit::Cover => upon(plain, media::cropped(picture, (width, height))),
        Fit::Contain => upon(plain, picture),
        Fit::Blur => upon(blurred(&picture, &plain), picture),
    };
    write(to, &DynamicImage::from(drawn).into_rgb8().into())
}

/// Draws an overlay as wide and as opaque as it lies upon the frame, and returns its size.
pub(crate) fn overlaid(
    from: &Path,
    to: &Path,
    width: u32,
    opacity: f64,
    field: &str,
) -> Result<(u32, u32), Error> {
    let picture = read(from, field)?;
    let height = height_at(width, picture.dimensions()).min(TALLEST);
    let mut drawn = media::resized(media::cropped(picture, (width, height)), (width, height)).into_rgba8();
    fade(&mut drawn, opacity);
    bleed(&mut drawn);
    write(to, &drawn.into())?;
    Ok((width, height))
}

fn fade(picture: &mut RgbaImage, opacity: f64) {
    for Rgba([.., alpha]) in picture.pixels_mut() {
        *alpha = faded(*alpha, opacity);
    }
}

/// Gives pixels that are not seen the colour of a neighbour that is. Films have one colour for four pixels, so the
/// colour of the unseen ones would otherwise show at the edges.
fn bleed(picture: &mut RgbaImage) {
    let before = picture.clone();
    let seen = |x: i64, y: i64| {
        let (x, y) = (u32::try_from(x).ok()?, u32::try_from(y).ok()?);
        before.get_pixel_checked(x, y).filter(|pixel| pixel.0.last() != Some(&0))
    };
    for (x, y, pixel) in picture.enumerate_pixels_mut().filter(|(.., pixel)| pixel.0.last() == Some(&0)) {
        let (x, y) = (i64::from(x), i64::from(y));
        let around = [(-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, -1), (-1, 1), (1, 1)];
        let neighbour = around.into_iter().find_map(|(right, down)| seen(x + right, y + down));
        let Rgba([red, green, blue, _]) = neighbour.copied().unwrap_or(Rgba([0; 4]));
        *pixel = Rgba([red, green, blue, 0]);
    }
}

/// No frame is taller, so nothing more would be seen.
pub(crate) const TALLEST: u32 = 4096;

/// The height that goes with a width in the ratio of a picture or film.
pub(crate) fn height_at(width: u32, (across, down): (u32, u32)) -> u32 {
    let height = u64::from(down) * u64::from(width) / u64::from(across.max(1));
    u32::try_from(height).unwrap_or(u32::MAX).max(1)
}

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

/// Puts the whole picture in the middle of a ground.
fn upon(mut ground: RgbaImage, picture: DynamicImage) -> RgbaImage {
    let (width, height) = ground.dimensions();
    let (across, down) = contained(picture.dimensions(), (width, height));
    let whole = media::resized(picture, (across, down)).into_rgba8();
    overlay(&mut ground, &whole, i64::from((width - across) / 2), i64::from((height - down) / 2));
    ground
}

/// The largest size within the frame that has the picture's ratio.
pub(crate) fn contained((across, down): (u32, u32), (width, height): (u32, u32)) -> (u32, u32) {
    let tall = scaled(down, width, across);
    if tall <= height { (width, tall.max(1)) } else { (scaled(across, height, down).clamp(1, width), height) }
}

/// The smallest size around the frame that has the picture's ratio.
pub(crate) fn beyond((across, down): (u32, u32), (width, height): (u32, u32)) -> (u32, u32) {
    let tall = scaled(down, width, across);
    if tall >= height { (width, tall) } else { (scaled(across, height, down).max(width), height) }
}

/// To the nearest pixel.
fn scaled(side: u32, by: u32, of: u32) -> u32 {
    let of = u64::from(of.max(1));
    u32::try_from((u64::from(side) * u64::from(by) + of / 2) / of).unwrap_or(u32::MAX)
}

/// A blurred copy of the picture, as it is seen upon the ground, as large as the ground.
fn blurred(picture: &DynamicImage, ground: &RgbaImage) -> RgbaImage {
    let (width, height) = ground.dimensions();
    let small = (width.div_ceil(BLUR_SHRINK), height.div_ceil(BLUR_SHRINK));
    let mut copy = media::resized(media::cropped(picture.clone(), small), small).into_rgba8();
    if copy.pixels().any(|pixel| pixel.0.last() != Some(&u8::MAX)) {
        fade(&mut copy, CUT_OUT_SHADE);
    }
    let mut seen = imageops::resize(ground, small.0, small.1, imageops::FilterType::Nearest);
    overlay(&mut seen, &copy, 0, 0);
    let soft = imageops::blur(&seen, BLUR_SIGMA);
    imageops::resize(&soft, width, height, imageops::FilterType::Triangle)
}
