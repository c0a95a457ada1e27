//! Ink: the colour of each pixel of a letter, of its outline or of the box behind it.

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

    pub(super) const fn size(&self) -> f32 {
        self.size
    }

    /// The width of the line around letters, half of which they cover; `None` if there is a box.
    pub(super) fn stroke(&self) -> Option<f32> {
        self.backing.is_none().then_some(self.size * OUTLINE * 2.0)
    }

    /// How much of a pixel lies within the box; `None` if there is none.
    pub(super) fn box_level(&self, x: u32, y: u32, size: (u32, u32)) -> Option<f32> {
        self.backing.map(|_| in_box(x, y, size, self.size * BOX_ROUND))
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
    /// 1. A picture, such as an emoji, lies above both.
    pub(super) fn pixel(&self, letter: f32, ground: f32, picture: [u8; 4]) -> [u8; 4] {
        let [red, green, blue, alpha] = self.color;
        if let Some(backing) = self.backing {
            let written = over(faded(self.color, letter), faded(backing, ground));
            return over(faded(picture, f32::from(alpha) / 255.0), faded(written, 1.0));
        }
        // Letter and outline are made transparent as one, because the outline also runs beneath its letter and must
        // not show through it.
        let solid = faded([red, green, blue, 255], letter);
        let written = over(solid, faded(self.outline_color(), ground));
        let [red, green, blue, level] = over(faded(picture, 1.0), faded(written, 1.0));
        [red, green, blue, byte(f32::from(level) * f32::from(alpha) / 255.0)]
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
pub(super) fn byte(level: f32) -> u8 {
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
pub(super) fn whole(length: f32) -> u32 {
    length.max(0.0).ceil() as u32
}
