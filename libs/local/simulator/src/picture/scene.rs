//! What an illustrated picture shows: a sun over three ridges, in the colours of its model. Prompt and seed decide
//! where the sun stands and how the ridges run, so that every variant is another view.

use image::{Rgb, RgbImage, Rgba, RgbaImage};
use sha2::{Digest, Sha256};

use super::palette::{Palette, mixed};
use super::shapes::Oval;
use super::{Picture, Size};
use crate::numbers::{byte, fraction, whole};

#[derive(Debug)]
pub(super) struct Scene {
    palette: Palette,
    sun: Sun,
    ridges: [Ridge; 3],
}

/// Parts of the picture's width, height and shorter side.
#[derive(Clone, Copy, Debug)]
struct Sun {
    x: f32,
    y: f32,
    radius: f32,
}

#[derive(Clone, Copy, Debug)]
struct Ridge {
    /// Where it is in the middle, and how far it goes up and down from there, as parts of the height.
    level: f32,
    swing: f32,
    /// Crests over the width of the picture.
    crests: f32,
    phase: f32,
    /// 0 is round as a hill, 1 is a peak.
    sharp: f32,
}

/// A transparent part of a scene, and where its upper left corner is.
#[derive(Debug)]
pub(crate) struct Sprite {
    pub(crate) image: RgbaImage,
    pub(crate) x: i64,
    pub(crate) y: i64,
}

/// The parts of a scene that move each at its own pace.
#[derive(Debug)]
pub(crate) struct Layers {
    pub(crate) sky: RgbImage,
    pub(crate) sun: Sprite,
    /// From the far one to the near one; [`SPARE`] wider than the scene.
    pub(crate) ridges: Vec<Sprite>,
}

/// How much wider than the picture a ridge is that moves, as a part of the width.
pub(crate) const SPARE: f32 = 0.16;

impl Scene {
    pub(super) fn new(picture: &Picture) -> Self {
        let hash = Sha256::digest(format!("{} {}", picture.seed, picture.prompt));
        let mut bytes = hash.into_iter().map(|byte| f32::from(byte) / 255.0);
        let mut between = |least: f32, most: f32| least + (most - least) * bytes.next().unwrap_or_default();
        let sun = Sun { x: between(0.2, 0.8), y: between(0.16, 0.42), radius: between(0.07, 0.17) };
        let sharp = if between(0.0, 1.0) < 0.5 { 0.0 } else { 1.0 };
        let mut ridge = |level: f32, swing: f32, crests: f32| Ridge {
            level: level + between(-0.05, 0.05),
            swing: swing * between(0.7, 1.5),
            crests: crests * between(0.7, 1.6),
            phase: between(0.0, 1.0),
            sharp,
        };
        let ridges = [ridge(0.54, 0.055, 1.7), ridge(0.66, 0.05, 1.2), ridge(0.80, 0.045, 0.9)];
        Self { palette: Palette::of(&picture.model), sun, ridges }
    }

    pub(super) fn draw(&self, size: Size) -> RgbImage {
        let mut image = self.sky(size);
        self.shine(&mut image, size, (0.0, 0.0));
        for (ridge, colour) in self.ridges.iter().zip(self.palette.hills) {
            paint(&mut image, &ridge.tops(size.width, size), colour);
        }
        image
    }

    pub(super) fn layers(&self, size: Size) -> Layers {
        let ridges =
            self.ridges.iter().zip(self.palette.hills).map(|(ridge, colour)| ridge.sprite(size, colour));
        Layers { sky: self.sky(size), sun: self.sun_sprite(size), ridges: ridges.collect() }
    }

    /// Every row is one colour.
    pub(super) fn sky(&self, size: Size) -> RgbImage {
        let mut image = RgbImage::new(size.width, size.height);
        let depth = fraction(size.height) * 0.72;
        for (row, y) in image.chunks_exact_mut(row_bytes(size.width, 3)).zip(0_u32..) {
            let part = (fraction(y) / depth).min(1.0);
            let Rgb(colour) = mixed(self.palette.sky, self.palette.horizon, part);
            row.copy_from_slice(&colour.repeat(row.len() / 3));
        }
        image
    }

    fn shine(&self, canvas: &mut impl super::shapes::Canvas, size: Size, (left, top): (f32, f32)) {
        let (x, y, radius) = self.sun_in(size);
        let oval = |radius| Oval::new(x - left, y - top, radius, radius);
        oval(radius * GLOW).glow(canvas, self.palette.sun, 0.55);
        oval(radius).fill(canvas, self.palette.sun);
    }

    fn sun_in(&self, size: Size) -> (f32, f32, f32) {
        let (width, height) = (fraction(size.width), fraction(size.height));
        (self.sun.x * width, self.sun.y * height, self.sun.radius * width.min(height))
    }

    fn sun_sprite(&self, size: Size) -> Sprite {
        let (x, y, radius) = self.sun_in(size);
        let (left, top) = ((x - radius * GLOW).floor(), (y - radius * GLOW).floor());
        let across = u32::try_from(whole(radius * GLOW * 2.0).saturating_add(2)).unwrap_or(2);
        let mut image = RgbaImage::new(across, across);
        self.shine(&mut image, size, (left, top));
        Sprite { image, x: whole(left), y: whole(top) }
    }
}

/// How far the sun shines, in radii.
const GLOW: f32 = 2.6;

impl Ridge {
    /// How far down it begins, for every column.
    fn tops(&self, columns: u32, size: Size) -> Vec<f32> {
        let (width, height) = (fraction(size.width), fraction(size.height));
        // A tall picture shows a part of the same view, a wide one more of it.
        let crests = self.crests * (width / height).clamp(0.7, 1.6);
        let top = |x: u32| {
            let turn = fraction(x) / width * crests + self.phase;
            let wave = self.wave(turn) * 0.8 + self.wave(turn * 2.7 + 0.37) * 0.2;
            (self.level - self.swing * wave) * height
        };
        (0..columns).map(top).collect()
    }

    /// From -1 to 1, once per turn.
    fn wave(&self, turn: f32) -> f32 {
        let round = (turn * std::f32::consts::TAU).sin();
        let peak = 1.0 - 4.0 * (turn.rem_euclid(1.0) - 0.5).abs();
        round + (peak - round) * self.sharp
    }

    fn sprite(&self, size: Size, Rgb([red, green, blue]): Rgb<u8>) -> Sprite {
        let columns = u32::try_from(whole(fraction(size.width) * (1.0 + SPARE))).unwrap_or(size.width);
        let tops = self.tops(columns, size);
        let first = whole(tops.iter().copied().fold(f32::MAX, f32::min)).max(0);
        let first = u32::try_from(first).unwrap_or(0).min(size.height.saturating_sub(1));
        let height = size.height.saturating_sub(first);
        let image = RgbaImage::from_fn(columns, height, |x, y| {
            let top = usize::try_from(x).ok().and_then(|x| tops.get(x)).copied().unwrap_or(0.0);
            Rgba([red, green, blue, byte(fraction(y.saturating_add(first)) + 1.0 - top)])
        });
        Sprite { image, x: 0, y: i64::from(first) }
    }
}

/// All below the tops: whole rows where it covers all of them, pixels only where it does not.
fn paint(image: &mut RgbImage, tops: &[f32], colour: Rgb<u8>) {
    let lowest = tops.iter().copied().fold(0.0, f32::max);
    let highest = tops.iter().copied().fold(f32::MAX, f32::min);
    let width = image.width();
    let line = colour.0.repeat(usize::try_from(width).unwrap_or(0));
    for (row, at) in image.chunks_exact_mut(row_bytes(width, 3)).zip(0_u32..) {
        let y = fraction(at);
        if y > lowest {
            row.copy_from_slice(&line);
        } else if y + 1.0 > highest {
            for (pixel, top) in row.as_chunks_mut::<3>().0.iter_mut().zip(tops) {
                let coverage = (y + 1.0 - top).clamp(0.0, 1.0);
                if coverage >= 1.0 {
                    *pixel = colour.0;
                } else if coverage > 0.0 {
                    *pixel = mixed(Rgb(*pixel), colour, coverage).0;
                }
            }
        }
    }
}

fn row_bytes(width: u32, channels: usize) -> usize {
    usize::try_from(width).unwrap_or(usize::MAX).saturating_mul(channels).max(1)
}
