//! The colours of a model: whoever made a picture is told by its hue. The models of one family are neighbours, and the
//! same model has the same hue at every vendor.

use image::Rgb;
use sha2::{Digest, Sha256};

use super::background::colour;
use crate::numbers::byte;

/// A part of a model's id and the hue of its family, in degrees. The first that matches counts.
const FAMILIES: [(&str, f32); 17] = [
    ("flux", 24.0),
    ("gpt-image", 158.0),
    ("gemini-3", 52.0),
    ("nano-banana-pro", 52.0),
    ("gemini", 38.0),
    ("nano-banana", 38.0),
    ("seedream-4-5", 208.0),
    ("seedream/v4.5", 208.0),
    ("seedream", 194.0),
    ("seedance", 228.0),
    ("veo", 262.0),
    ("avatar", 300.0),
    ("kling", 342.0),
    ("ray", 178.0),
    ("gen4", 284.0),
    ("veed", 318.0),
    ("luma", 178.0),
];

/// Degrees. A model of no known family has one of its own that never changes.
pub(super) fn hue(model: &str) -> f32 {
    let family = FAMILIES.iter().find(|(part, _)| model.contains(part));
    family.map_or_else(|| own_hue(model), |(_, degrees)| *degrees)
}

fn own_hue(model: &str) -> f32 {
    let first = Sha256::digest(model).first().copied().unwrap_or(0);
    f32::from(first) / 256.0 * 360.0
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Palette {
    pub(super) sky: Rgb<u8>,
    pub(super) horizon: Rgb<u8>,
    pub(super) sun: Rgb<u8>,
    /// From the far one to the near one.
    pub(super) hills: [Rgb<u8>; 3],
    /// Behind the letters of the badge.
    pub(super) panel: Rgb<u8>,
    /// Behind the number in the badge.
    pub(super) chip: Rgb<u8>,
}

impl Palette {
    pub(super) fn of(model: &str) -> Self {
        let hue = hue(model) / 360.0;
        let tint = |turn: f32, saturation, lightness| rgb(colour(hue + turn + 1.0, saturation, lightness));
        Self {
            sky: tint(-0.02, 0.36, 0.60),
            horizon: tint(0.03, 0.52, 0.87),
            sun: tint(0.05, 0.70, 0.95),
            hills: [tint(0.0, 0.30, 0.66), tint(-0.01, 0.34, 0.49), tint(-0.02, 0.38, 0.32)],
            panel: tint(0.0, 0.28, 0.11),
            chip: tint(0.02, 0.55, 0.84),
        }
    }
}

pub(super) fn rgb(colour: [f32; 3]) -> Rgb<u8> {
    Rgb(colour.map(byte))
}

/// As much of the second as `part` says, from 0 to 1.
pub(super) fn mixed(one: Rgb<u8>, other: Rgb<u8>, part: f32) -> Rgb<u8> {
    let mut pairs = one.0.into_iter().zip(other.0);
    let mix =
        |(one, other): (u8, u8)| byte((f32::from(one) + (f32::from(other) - f32::from(one)) * part) / 255.0);
    Rgb([(); 3].map(|()| pairs.next().map_or(0, mix)))
}
