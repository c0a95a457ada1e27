//! Ink: turns a layout into pixels, with the outline or box around the letters.

use cosmic_text::{Buffer, FontSystem, SwashCache};
use image::{GrayImage, Luma, Rgba, RgbaImage};
use zeno::{Join, Mask, Placement, Stroke, Style, Transform};

use super::Block;

/// How thick an outline is, and how far a box reaches around the text, in letter sizes.
const OUTLINE: f32 = 0.08;
const BOX_REACH: f32 = 0.35;
/// The radius of a box's corners, in letter sizes.
const BOX_ROUND: f32 = 0.25;
/// A margin in pixels, so that no rounding cuts ink off.
const AIR: u32 = 2;

/// How a text is drawn at one size.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    size: f32,
    color: [u8; 4],
    backing: Option<[u8; 4]>,
}

impl Ink {
    pub(super) const fn new(size: f32, block: &Block<'_>) -> Self {
        Self { size, color: block.color, backing: block.backing }
    }

    /// The space around the letters on every side, in pixels.
    pub(super) fn surround(&self) -> u32 {
        let reach = if self.backing.is_some() { BOX_REACH } else { OUTLINE };
        whole(self.size * reach) + AIR
    }

    /// Light letters get a dark outline, dark letters a light one.
    fn outline_color(&self) -> [u8; 4] {
        let [red, green, blue, _] = self.color;
        let light = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue) > 128_000;
        if light { [0, 0, 0, 255] } else { [255, 255, 255, 255] }
    }

    /// The colour of a pixel that a letter covers to this part, and its outline or box to that part, both from 0 to
    /// 1.
    fn pixel(&self, letter: f32, ground: f32) -> [u8; 4] {
        if let Some(backing) = self.backing {
            return over(faded(self.color, letter), faded(backing, ground));
        }
        // Letter and outline are made transparent as one, because the outline also runs beneath its letter and must
        // not show through it.
        let [red, green, blue, alpha] = self.color;
        let solid = faded([red, green, blue, 255], letter);
        let [red, green, blue, level] = over(solid, faded(self.outline_color(), ground));
        [red, green, blue, byte(f32::from(level) * f32::from(alpha) / 255.0)]
    }
}

/// A glyph's pixels and their place.
struct Stamp {
    pixels: Vec<u8>,
    left: i32,
    top: i32,
    width: u32,
    height: u32,
}

/// The pixels of a text, before they have a colour.
pub(super) struct Canvas {
    letters: GrayImage,
    outline: GrayImage,
}

impl Canvas {
    /// Returns `None` if there is nothing to be seen.
    pub(super) fn draw(
        system: &mut FontSystem,
        outlines: &mut SwashCache,
        layout: &Buffer,
        ink: &Ink,
    ) -> Option<Self> {
        let (mut letters, mut around) = (Vec::new(), Vec::new());
        for run in layout.layout_runs() {
            for glyph in run.glyphs {
                let placed = glyph.physical((0.0, run.line_y), 1.0);
                let key = placed.cache_key;
                // The cache is not used, because it would only ever grow.
                let Some(path) = outlines.get_outline_commands_uncached(system, key) else { continue };
                // The vertical axis of fonts points up, that of pictures down.
                let down = Transform::new(1.0, 0.0, 0.0, -1.0, key.x_bin.as_float(), key.y_bin.as_float());
                let stamp = |style: Style<'_>| {
                    let mut mask = Mask::new(&*path);
                    let (pixels, at) = mask.style(style).transform(Some(down)).render();
                    Stamp::at(pixels, at, placed.x, placed.y)
                };
                letters.extend(stamp(zeno::Fill::NonZero.into()));
                if ink.backing.is_none() {
                    let mut stroke = Stroke::new(ink.size * OUTLINE * 2.0);
                    stroke.join(Join::Round);
                    around.extend(stamp(stroke.into()));
                }
            }
        }
        let bounds = Bounds::around(&letters)?;
        let surround = ink.surround();
        Some(Self { letters: bounds.sheet(&letters, surround), outline: bounds.sheet(&around, surround) })
    }

    /// The size of the picture in pixels.
    pub(super) fn size(&self) -> (u32, u32) {
        self.letters.dimensions()
    }

    pub(super) fn coloured(&self, ink: &Ink) -> RgbaImage {
        let (width, height) = self.letters.dimensions();
        RgbaImage::from_fn(width, height, |x, y| {
            let ground = match ink.backing {
                Some(_) => in_box(x, y, (width, height), ink.size * BOX_ROUND),
                None => level(&self.outline, x, y),
            };
            Rgba(ink.pixel(level(&self.letters, x, y), ground))
        })
    }
}

/// How much of a pixel is covered, from 0 to 1.
fn level(picture: &GrayImage, x: u32, y: u32) -> f32 {
    picture.get_pixel_checked(x, y).map_or(0.0, |Luma([level])| f32::from(*level) / 255.0)
}

impl Stamp {
    /// Returns `None` for a space.
    fn at(pixels: Vec<u8>, at: Placement, x: i32, y: i32) -> Option<Self> {
        let (width, height) = (at.width, at.height);
        (width > 0 && height > 0).then_some(Self {
            pixels,
            left: x + at.left,
            top: y + at.top,
            width,
            height,
        })
    }
}

/// The smallest box around all letters.
struct Bounds {
    left: i32,
    top: i32,
    right: i32,
    bottom: i32,
}

impl Bounds {
    fn around(stamps: &[Stamp]) -> Option<Self> {
        let right = |stamp: &Stamp| stamp.left.saturating_add_unsigned(stamp.width);
        let bottom = |stamp: &Stamp| stamp.top.saturating_add_unsigned(stamp.height);
        Some(Self {
            left: stamps.iter().map(|stamp| stamp.left).min()?,
            top: stamps.iter().map(|stamp| stamp.top).min()?,
            right: stamps.iter().map(right).max()?,
            bottom: stamps.iter().map(bottom).max()?,
        })
    }

    /// Puts all stamps on one sheet. Where two overlap, the darker one counts.
    fn sheet(&self, stamps: &[Stamp], surround: u32) -> GrayImage {
        let side = |from: i32, to: i32| u32::try_from(to - from).unwrap_or(0) + 2 * surround;
        let mut sheet = GrayImage::new(side(self.left, self.right), side(self.top, self.bottom));
        for stamp in stamps {
            let across = i64::from(stamp.left - self.left) + i64::from(surround);
            let down = i64::from(stamp.top - self.top) + i64::from(surround);
            let rows = stamp.pixels.chunks_exact(usize::try_from(stamp.width).unwrap_or(1));
            for (row, y) in rows.zip(down..) {
                for (level, x) in row.iter().zip(across..) {
                    let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else { continue };
                    if let Some(Luma([pixel])) = sheet.get_pixel_mut_checked(x, y) {
                        *pixel = (*pixel).max(*level);
                    }
                }
            }
        }
        sheet
    }
}

/// How much of a pixel lies within a box with round corners, from 0 to 1.
fn in_box(x: u32, y: u32, (width, height): (u32, u32), round: f32) -> f32 {
    let round = round.min(float(width.min(height)) / 2.0);
    // The distance from the pixel's centre to the part of the box between its corners, in each direction.
    let beyond = |at: u32, side: u32| {
        let at = float(at) + 0.5;
        (round - at).max(at - (float(side) - round)).max(0.0)
    };
    let distance = beyond(x, width).hypot(beyond(y, height));
    (round - distance + 0.5).clamp(0.0, 1.0)
}

fn faded([red, green, blue, alpha]: [u8; 4], by: f32) -> [f32; 4] {
    [f32::from(red), f32::from(green), f32::from(blue), f32::from(alpha) / 255.0 * by]
}

/// Puts one colour upon another. Neither is premultiplied by its alpha.
fn over(upper: [f32; 4], lower: [f32; 4]) -> [u8; 4] {
    let [.., above] = upper;
    let [.., below] = lower;
    let rest = below * (1.0 - above);
    let alpha = above + rest;
    if alpha <= 0.0 {
        return [0; 4];
    }
    let [ured, ugreen, ublue, _] = upper;
    let [lred, lgreen, lblue, _] = lower;
    let mixed = |upper: f32, lower: f32| byte((upper * above + lower * rest) / alpha);
    [mixed(ured, lred), mixed(ugreen, lgreen), mixed(ublue, lblue), byte(alpha * 255.0)]
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the range of a byte"
)]
fn byte(level: f32) -> u8 {
    level.round().clamp(0.0, 255.0) as u8
}

#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "sides of pictures are far below 2^24"
)]
pub(super) const fn float(side: u32) -> f32 {
    side as f32
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a part of a letter, a few hundred pixels at most"
)]
fn whole(length: f32) -> u32 {
    length.max(0.0).ceil() as u32
}
