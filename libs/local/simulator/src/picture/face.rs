//! The drawn person of an avatar. Its name decides skin, hair and shirt; its mouth is a picture of its own, one for
//! every degree of loudness.

use image::imageops::{crop_imm, replace};
use image::{Rgb, RgbImage, RgbaImage};
use sha2::{Digest, Sha256};

use super::encode::encode;
use super::palette::{Palette, mixed};
use super::scene::Sprite;
use super::shapes::{Canvas, Oval, Slab};
use super::{Format, Picture, RenderError, Size};
use crate::numbers::{fraction, whole};

const SKINS: [Rgb<u8>; 5] = [
    Rgb([244, 214, 190]),
    Rgb([231, 190, 156]),
    Rgb([205, 154, 114]),
    Rgb([160, 110, 78]),
    Rgb([112, 76, 55]),
];
const HAIRS: [Rgb<u8>; 5] =
    [Rgb([48, 40, 44]), Rgb([84, 58, 44]), Rgb([138, 96, 60]), Rgb([186, 150, 104]), Rgb([120, 118, 124])];
const INK: Rgb<u8> = Rgb([50, 40, 44]);
const LIPS: Rgb<u8> = Rgb([122, 52, 54]);
const TEETH: Rgb<u8> = Rgb([246, 240, 234]);

/// How far the mouth is open, from silence to the loudest: parts of half the head's width.
pub(crate) const MOUTHS: [f32; 4] = [0.0, 0.09, 0.17, 0.26];

/// Head and shoulders, without a mouth.
#[derive(Clone, Debug)]
pub(crate) struct Bust {
    /// What it is drawn on.
    size: Size,
    /// The middle of the head and half its width, in pixels.
    x: f32,
    y: f32,
    half: f32,
    skin: Rgb<u8>,
    hair: Rgb<u8>,
    palette: Palette,
    /// 0, 1 or 2.
    cut: u8,
}

impl Picture {
    /// The person, still and silent, in a room.
    pub(crate) fn portrait(&self, format: Format) -> Result<Vec<u8>, RenderError> {
        let bust = Bust::whole(self);
        let mut image = bust.room();
        bust.draw(&mut image);
        let (x, y, _) = bust.mouth_place();
        replace(&mut image, &bust.mouth(0.0), x.into(), y.into());
        Ok(encode(&image, format)?)
    }
}

impl Bust {
    /// As the only thing in a picture.
    pub(crate) fn whole(picture: &Picture) -> Self {
        let Size { width, height } = picture.size;
        let (across, down) = (fraction(width), fraction(height));
        let half = (across.min(down) * 0.155).min(down * 0.14);
        Self::at(picture, picture.size, across / 2.0, down * 0.40, half)
    }

    /// As a medallion beside another picture.
    pub(crate) fn medallion(picture: &Picture) -> Self {
        let part = picture.size.width.min(picture.size.height).saturating_mul(36) / 100;
        let across = part.max(48) & !1;
        let length = fraction(across);
        let size = Size { width: across, height: across };
        Self::at(picture, size, length / 2.0, length * 0.46, length * 0.19)
    }

    fn at(picture: &Picture, size: Size, x: f32, y: f32, half: f32) -> Self {
        let hash = Sha256::digest(&picture.model);
        let mut bytes = hash.into_iter();
        let mut pick = |from: &[Rgb<u8>]| {
            let byte = usize::from(bytes.next().unwrap_or(0));
            let place = byte.checked_rem(from.len()).unwrap_or(0);
            from.get(place).copied().unwrap_or(INK)
        };
        let (skin, hair) = (pick(&SKINS), pick(&HAIRS));
        let cut = bytes.next().unwrap_or(0) % 3;
        Self { size, x, y, half, skin, hair, palette: Palette::of(&picture.model), cut }
    }

    pub(crate) fn size(&self) -> Size {
        self.size
    }

    /// A calm wall with a circle of light behind the head.
    pub(crate) fn room(&self) -> RgbImage {
        let mut image = RgbImage::new(self.size.width, self.size.height);
        let height = fraction(self.size.height);
        let row = usize::try_from(self.size.width).unwrap_or(1).saturating_mul(3).max(1);
        for (row, y) in image.chunks_exact_mut(row).zip(0_u32..) {
            let Rgb(colour) = mixed(self.palette.horizon, self.palette.hills[0], fraction(y) / height);
            row.copy_from_slice(&colour.repeat(row.len() / 3));
        }
        let halo = mixed(self.palette.horizon, self.palette.sun, 0.6);
        Oval::new(self.x, self.y, self.half * 2.5, self.half * 2.5).fill(&mut image, halo);
        image
    }

    /// The person alone, on nothing, and no wider than it is.
    pub(crate) fn person(&self) -> Sprite {
        let mut image = RgbaImage::new(self.size.width, self.size.height);
        self.draw(&mut image);
        // Even, because that is where a layer of video can be laid.
        let (left, top) = (pixels(self.x - self.half * 2.2) & !1, pixels(self.y - self.half * 2.2) & !1);
        let width = pixels(self.half * 4.4).saturating_add(4) & !1;
        let height = self.size.height.saturating_sub(top);
        let image = crop_imm(&image, left, top, width, height).to_image();
        Sprite { image, x: i64::from(left), y: i64::from(top) }
    }

    /// The person on a round ground; what is outside of it is transparent.
    pub(crate) fn coin(&self) -> RgbaImage {
        let side = fraction(self.size.width);
        let disc = |radius: f32| Oval::new(side / 2.0, side / 2.0, radius, radius);
        let mut image = RgbaImage::new(self.size.width, self.size.height);
        disc(side / 2.0 - 1.0).fill(&mut image, self.palette.horizon);
        self.draw(&mut image);
        let mut mask = RgbaImage::new(self.size.width, self.size.height);
        disc(side / 2.0 - 1.0).fill(&mut mask, INK);
        for (pixel, mask) in image.pixels_mut().zip(mask.pixels()) {
            let [.., alpha] = &mut pixel.0;
            let [.., most] = mask.0;
            *alpha = (*alpha).min(most);
        }
        image
    }

    /// What is painted where the mouth is, with the skin around it, for one of [`MOUTHS`].
    pub(crate) fn mouth(&self, open: f32) -> RgbImage {
        let (_, _, size) = self.mouth_place();
        let (width, height) = (fraction(size.width), fraction(size.height));
        let mut image = RgbImage::from_pixel(size.width, size.height, self.skin);
        let (x, y) = (width / 2.0, height * 0.42);
        let lips = mixed(self.skin, LIPS, 0.75);
        let across = self.half * (0.36 - open * 0.35);
        let down = self.half * open;
        if open <= 0.0 {
            // A smile: what an oval of skin leaves of one of the lips' colour.
            let (deep, raised) = (self.half * 0.15, self.half * 0.07);
            Oval::new(x, y, across, deep).fill(&mut image, lips);
            Oval::new(x, y - raised, across * 1.12, deep).fill(&mut image, self.skin);
            return image;
        }
        Oval::new(x, y + down * 0.3, across + self.half * 0.05, down + self.half * 0.05)
            .fill(&mut image, lips);
        Oval::new(x, y + down * 0.3, across, down).fill(&mut image, mixed(LIPS, INK, 0.75));
        Oval::new(x, y - down * 0.35, across * 0.72, down * 0.22).fill(&mut image, TEETH);
        image
    }

    /// Its upper left corner in the picture, and its size.
    pub(crate) fn mouth_place(&self) -> (u32, u32, Size) {
        let length = |part: f32| pixels(self.half * part).max(2);
        let size = Size { width: length(0.92), height: length(0.74) };
        (pixels(self.x - self.half * 0.46), pixels(self.y + self.half * 0.36), size)
    }

    /// Closed eyes, with their place.
    pub(crate) fn lids(&self) -> (u32, u32, RgbImage) {
        let (left, top) = (self.x - self.half * 0.6, self.y - self.half * 0.22);
        let mut image = RgbImage::from_pixel(pixels(self.half * 1.2), pixels(self.half * 0.44), self.skin);
        for side in [-1.0, 1.0] {
            let x = self.x + side * self.half * 0.38 - left.floor();
            let (width, line) = (self.half * 0.24, self.half * 0.05);
            let top = self.half * 0.24;
            Slab { left: x - width / 2.0, top, width, height: line, radius: line / 2.0 }
                .fill(&mut image, INK);
        }
        (pixels(left), pixels(top), image)
    }

    fn draw(&self, canvas: &mut impl Canvas) {
        let (x, y, half) = (self.x, self.y, self.half);
        let oval = |x: f32, y: f32, across: f32, down: f32| Oval::new(x, y, across * half, down * half);
        self.hair_behind(canvas);
        let shade = mixed(self.skin, INK, 0.16);
        // Neck, shirt, ears and head, from the back to the front.
        let neck = Slab {
            left: x - half * 0.36,
            top: y + half * 0.7,
            width: half * 0.72,
            height: half * 1.3,
            radius: half * 0.3,
        };
        neck.fill(canvas, shade);
        let bottom = fraction(self.size.height) + half * 2.0;
        let top = y + half * 1.62;
        let shirt =
            Slab { left: x - half * 2.1, top, width: half * 4.2, height: bottom - top, radius: half * 1.1 };
        shirt.fill(canvas, self.palette.hills[2]);
        oval(x, y + half * 1.66, 0.52, 0.36).fill(canvas, shade);
        for side in [-1.0, 1.0] {
            oval(x + side * half, y + half * 0.08, 0.15, 0.22).fill(canvas, shade);
        }
        oval(x, y, 1.0, 1.24).fill(canvas, self.skin);
        self.fringe(canvas);
        for side in [-1.0, 1.0] {
            let eye = x + side * half * 0.38;
            oval(eye, y, 0.095, 0.12).fill(canvas, INK);
            oval(eye + half * 0.03, y - half * 0.04, 0.03, 0.035).fill(canvas, TEETH);
            let brow = Slab {
                left: eye - half * 0.18,
                top: y - half * 0.33,
                width: half * 0.36,
                height: half * 0.06,
                radius: half * 0.03,
            };
            brow.fill(canvas, mixed(self.hair, INK, 0.65));
        }
        oval(x, y + half * 0.27, 0.1, 0.06).fill(canvas, shade);
    }

    /// The hair that hangs behind the head.
    fn hair_behind(&self, canvas: &mut impl Canvas) {
        let (x, y, half) = (self.x, self.y, self.half);
        let oval = |y: f32, across: f32, down: f32| Oval::new(x, y, across * half, down * half);
        oval(y - half * 0.26, 1.12, 1.14).fill(canvas, self.hair);
        match self.cut {
            0 => {
                let (left, top) = (x - half * 1.12, y - half * 0.3);
                let long = Slab { left, top, width: half * 2.24, height: half * 1.9, radius: half * 0.6 };
                long.fill(canvas, self.hair);
            }
            1 => oval(y - half * 1.4, 0.42, 0.42).fill(canvas, self.hair),
            _ => {}
        }
    }

    /// The hair over the forehead: what is above of a curve of the head's upper edge.
    fn fringe(&self, canvas: &mut impl Canvas) {
        let (x, y, half) = (self.x, self.y, self.half);
        let oval = |x: f32, y: f32, across: f32, down: f32| Oval::new(x, y, across * half, down * half);
        oval(x, y - half * 1.04, 0.72, 0.3).fill(canvas, self.hair);
        oval(x - half * 0.24, y - half * 0.9, 0.58, 0.31).fill(canvas, self.hair);
        oval(x + half * 0.42, y - half * 0.9, 0.46, 0.28).fill(canvas, self.hair);
    }
}

fn pixels(real: f32) -> u32 {
    u32::try_from(whole(real)).unwrap_or(0)
}
