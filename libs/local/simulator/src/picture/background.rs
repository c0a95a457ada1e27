//! What is behind the letters: a dark diagonal gradient of two neighbouring hues, and a thin frame.

use image::{Rgb, RgbImage};

use super::Size;
use super::lettering::Ink;
use crate::numbers::{byte, fraction};

/// The hues come from the hash. Both ends are dark enough for light letters.
pub(super) fn gradient(size: Size, hash: &[u8]) -> RgbImage {
    let mut bytes = hash.iter().map(|byte| f32::from(*byte) / 255.0);
    let mut next = || bytes.next().unwrap_or_default();
    let hue = next();
    let turn = 0.08 + 0.16 * next();
    let from = colour(hue, 0.40 + 0.18 * next(), 0.15);
    let to = colour(hue + turn, 0.40 + 0.18 * next(), 0.29);

    // Every row is the same strip of colours, twice as wide as the image, moved along with the height.
    let steps = size.width.saturating_mul(2);
    let strip: Vec<u8> =
        (0..steps).flat_map(|x| between(from, to, fraction(x) / fraction(steps)).0).collect();
    let mut image = RgbImage::new(size.width, size.height);
    let row_bytes = usize::try_from(size.width).unwrap_or(usize::MAX).saturating_mul(3);
    for (row, y) in image.chunks_exact_mut(row_bytes.max(1)).zip(0_u64..) {
        let moved = y.saturating_mul(u64::from(size.width)).checked_div(u64::from(size.height)).unwrap_or(0);
        let first = usize::try_from(moved).unwrap_or(usize::MAX).saturating_mul(3);
        if let Some(colours) = strip.get(first..first.saturating_add(row_bytes)) {
            row.copy_from_slice(colours);
        }
    }
    image
}

pub(super) fn frame(image: &mut RgbImage, margin: u32, thickness: u32, ink: Ink) {
    let right = image.width().saturating_sub(margin);
    let bottom = image.height().saturating_sub(margin);
    for inset in margin..margin.saturating_add(thickness) {
        for x in margin..right {
            ink.dab(image, x, inset, 255);
            ink.dab(image, x, image.height().saturating_sub(inset).saturating_sub(1), 255);
        }
        // The corners are drawn already.
        for y in margin.saturating_add(thickness)..bottom.saturating_sub(thickness) {
            ink.dab(image, inset, y, 255);
            ink.dab(image, image.width().saturating_sub(inset).saturating_sub(1), y, 255);
        }
    }
}

fn between(from: [f32; 3], to: [f32; 3], part: f32) -> Rgb<u8> {
    let mut ends = from.into_iter().zip(to);
    Rgb([(); 3].map(|()| ends.next().map_or(0, |(from, to)| byte(from + (to - from) * part))))
}

/// HSL with all of it from 0 to 1; a hue may go on past 1.
pub(super) fn colour(hue: f32, saturation: f32, lightness: f32) -> [f32; 3] {
    let chroma = saturation * lightness.min(1.0 - lightness);
    [0.0, 8.0, 4.0].map(|shift: f32| {
        let k = (shift + hue * 12.0) % 12.0;
        lightness - chroma * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0)
    })
}
