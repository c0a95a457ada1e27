//! Another picture, small, in the upper right corner: what the client gave as a reference.

use image::imageops::{FilterType, overlay, resize};
use image::{Rgb, RgbImage};

/// Of the shorter side.
const PART: u32 = 4;

pub(super) fn draw(image: &mut RgbImage, inset: &RgbImage) {
    let most = (image.width().min(image.height()) / PART).max(8);
    let longest = inset.width().max(inset.height()).max(1);
    let side = |side: u32| side.saturating_mul(most).div_ceil(longest).clamp(1, most);
    let small = resize(inset, side(inset.width()), side(inset.height()), FilterType::Triangle);
    let line = (most / 40).max(1);
    let grown = |side: u32| side.saturating_add(line.saturating_mul(2));
    let frame = RgbImage::from_pixel(grown(small.width()), grown(small.height()), Rgb([252, 250, 245]));

    let margin = most / 5;
    let left = i64::from(image.width().saturating_sub(frame.width()).saturating_sub(margin));
    let top = i64::from(margin);
    overlay(image, &frame, left, top);
    overlay(image, &small, left.saturating_add(i64::from(line)), top.saturating_add(i64::from(line)));
}
