//! Sizes lines of text for a space and draws them.

use ab_glyph::{Font, FontRef, ScaleFont, point};
use image::{Rgb, RgbImage};

use super::wrap::Words;
use crate::numbers::{byte, whole};

/// From one line's top to the next, in letter heights.
const PITCH: f32 = 1.16;
/// A word of so many letter heights or less is not broken: the letters shrink instead.
const WIDEST_UNBROKEN: f32 = 12.0;
/// The largest letters, as a part of the space.
const LARGEST_OF_WIDTH: f32 = 0.17;
const LARGEST_OF_HEIGHT: f32 = 0.26;

/// Lines of text with their final size.
#[derive(Debug)]
pub(super) struct Lettering<'a> {
    font: &'a FontRef<'a>,
    lines: Vec<String>,
    /// Height of the letters in pixels, from the deepest to the highest.
    size: f32,
}

impl<'a> Lettering<'a> {
    /// As large as the whole text fits, up to what looks good.
    pub(super) fn fitted(font: &'a FontRef<'a>, text: &str, width: f32, height: f32) -> Self {
        let words = Words::new(font, text);
        let at = |size: f32| Self { font, lines: words.lines(width / size), size };
        let unbroken = width / words.widest().min(WIDEST_UNBROKEN);
        let largest = unbroken.min(width * LARGEST_OF_WIDTH).min(height * LARGEST_OF_HEIGHT).max(1.0);
        let whole = at(largest);
        if whole.height() <= height {
            return whole;
        }
        // The best so far fits, unless nothing does; `too_large` never fits.
        let (mut best, mut too_large) = (at(1.0), largest);
        while too_large - best.size > 0.25 {
            let middle = at(f32::midpoint(best.size, too_large));
            if middle.height() <= height {
                best = middle;
            } else {
                too_large = middle.size;
            }
        }
        best
    }

    pub(super) fn one_line(font: &'a FontRef<'a>, text: &str, width: f32, largest: f32) -> Self {
        let size = largest.min(width / Words::new(font, text).length());
        Self { font, lines: vec![text.to_owned()], size }
    }

    pub(super) fn height(&self) -> f32 {
        self.lines.iter().map(|_| self.size * PITCH).sum()
    }

    /// Of the widest line.
    pub(super) fn width(&self) -> f32 {
        let length = |line: &String| Words::new(self.font, line).length() * self.size;
        self.lines.iter().map(length).fold(0.0, f32::max)
    }

    /// Of the gap between two words, which [`Self::width`] counts behind the last one too.
    pub(super) fn space(&self) -> f32 {
        self.font.as_scaled(self.size).h_advance(self.font.glyph_id(' '))
    }

    #[cfg(test)]
    pub(super) fn size(&self) -> f32 {
        self.size
    }

    #[cfg(test)]
    pub(super) fn lines(&self) -> &[String] {
        &self.lines
    }

    pub(super) fn draw(&self, image: &mut RgbImage, left: f32, top: f32, ink: Ink) {
        let mut baseline = top + self.font.as_scaled(self.size).ascent();
        for line in &self.lines {
            if whole(baseline) >= i64::from(image.height()) {
                return;
            }
            self.draw_line(image, line, left, baseline, ink);
            baseline += self.size * PITCH;
        }
    }

    fn draw_line(&self, image: &mut RgbImage, line: &str, left: f32, baseline: f32, ink: Ink) {
        let font = self.font.as_scaled(self.size);
        let mut x = left;
        let mut before = None;
        for letter in line.chars() {
            let id = font.glyph_id(letter);
            x += before.replace(id).map_or(0.0, |before| font.kern(before, id));
            let glyph = id.with_scale_and_position(self.size, point(x, baseline));
            if let Some(outline) = self.font.outline_glyph(glyph) {
                let corner = outline.px_bounds().min;
                outline.draw(|x, y, coverage| {
                    let x = u32::try_from(whole(corner.x).saturating_add(i64::from(x)));
                    let y = u32::try_from(whole(corner.y).saturating_add(i64::from(y)));
                    if let (Ok(x), Ok(y)) = (x, y) {
                        ink.dab(image, x, y, byte(coverage));
                    }
                });
            }
            x += font.h_advance(id);
        }
    }
}

/// A colour and how much of it covers what is below, 255 being all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ink {
    pub(super) colour: Rgb<u8>,
    pub(super) opacity: u8,
}

impl Ink {
    /// Outside of the image nothing happens.
    pub(super) fn dab(self, image: &mut RgbImage, x: u32, y: u32, coverage: u8) {
        let Some(pixel) = image.get_pixel_mut_checked(x, y) else { return };
        let share = u32::from(self.opacity) * u32::from(coverage) / 255;
        for (below, above) in pixel.0.iter_mut().zip(self.colour.0) {
            let mixed = (u32::from(*below) * (255 - share) + u32::from(above) * share) / 255;
            *below = u8::try_from(mixed).unwrap_or(u8::MAX);
        }
    }
}
