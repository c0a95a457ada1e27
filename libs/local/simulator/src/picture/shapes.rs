//! Round shapes with soft edges, on pictures with and without transparency.

use image::{Rgb, RgbImage, Rgba, RgbaImage};

use super::lettering::Ink;
use crate::numbers::{byte, fraction, whole};

/// What can be painted on. Outside of it nothing happens.
pub(super) trait Canvas {
    fn dab(&mut self, x: u32, y: u32, colour: Rgb<u8>, coverage: u8);
}

impl Canvas for RgbImage {
    fn dab(&mut self, x: u32, y: u32, colour: Rgb<u8>, coverage: u8) {
        Ink { colour, opacity: 255 }.dab(self, x, y, coverage);
    }
}

impl Canvas for RgbaImage {
    fn dab(&mut self, x: u32, y: u32, colour: Rgb<u8>, coverage: u8) {
        let Some(pixel) = self.get_pixel_mut_checked(x, y) else { return };
        let Rgba([red, green, blue, below]) = *pixel;
        let (share, below) = (f32::from(coverage) / 255.0, f32::from(below) / 255.0);
        let alpha = share + below * (1.0 - share);
        if alpha > 0.0 {
            let part = share / alpha;
            let Rgb([red, green, blue]) = super::palette::mixed(Rgb([red, green, blue]), colour, part);
            *pixel = Rgba([red, green, blue, byte(alpha)]);
        }
    }
}

/// In pixels, by its centre.
#[derive(Clone, Copy, Debug)]
pub(super) struct Oval {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) across: f32,
    pub(super) down: f32,
}

impl Oval {
    /// By its centre and half its width and height.
    pub(super) fn new(x: f32, y: f32, across: f32, down: f32) -> Self {
        Self { x, y, across, down }
    }

    pub(super) fn fill(self, canvas: &mut impl Canvas, colour: Rgb<u8>) {
        let least = self.across.min(self.down).max(0.5);
        let edge = |x: f32, y: f32| {
            let (x, y) = ((x - self.x) / self.across.max(0.5), (y - self.y) / self.down.max(0.5));
            (x.hypot(y) - 1.0) * least
        };
        fill(canvas, self.bounds(), edge, colour);
    }

    /// Fades from the middle to nothing, at most as opaque as `opacity`, from 0 to 1.
    pub(super) fn glow(self, canvas: &mut impl Canvas, colour: Rgb<u8>, opacity: f32) {
        each(self.bounds(), |x, y| {
            let (across, down) = ((fraction(x) - self.x) / self.across, (fraction(y) - self.y) / self.down);
            let left = (1.0 - across.hypot(down)).max(0.0);
            canvas.dab(x, y, colour, byte(left * left * opacity));
        });
    }

    fn bounds(self) -> [f32; 4] {
        let Self { x, y, across, down } = self;
        [x - across - 1.0, y - down - 1.0, x + across + 2.0, y + down + 2.0]
    }
}

/// In pixels; its corners are rounded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slab {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) radius: f32,
}

impl Slab {
    pub(super) fn fill(self, canvas: &mut impl Canvas, colour: Rgb<u8>) {
        let Self { left, top, width, height, radius } = self;
        let (middle, half) = ((left + width / 2.0, top + height / 2.0), (width / 2.0, height / 2.0));
        let edge = |x: f32, y: f32| {
            let (across, down) =
                ((x - middle.0).abs() - half.0 + radius, (y - middle.1).abs() - half.1 + radius);
            across.max(0.0).hypot(down.max(0.0)) - radius
        };
        let bounds = [left - 1.0, top - 1.0, left + width + 2.0, top + height + 2.0];
        fill(canvas, bounds, edge, colour);
    }
}

/// `edge` is how far a point is outside, in pixels; less than 0 is inside.
fn fill(canvas: &mut impl Canvas, bounds: [f32; 4], edge: impl Fn(f32, f32) -> f32, colour: Rgb<u8>) {
    each(bounds, |x, y| {
        let coverage = byte(0.5 - edge(fraction(x) + 0.5, fraction(y) + 0.5));
        if coverage > 0 {
            canvas.dab(x, y, colour, coverage);
        }
    });
}

fn each([left, top, right, bottom]: [f32; 4], mut visit: impl FnMut(u32, u32)) {
    let place = |real: f32| u32::try_from(whole(real)).unwrap_or(0);
    for y in place(top)..place(bottom) {
        for x in place(left)..place(right) {
            visit(x, y);
        }
    }
}
