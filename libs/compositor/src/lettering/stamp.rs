//! Stamps: the pixels of single glyphs, and the sheets on which they are put together.

use image::{GrayImage, Luma, RgbaImage};
use zeno::Placement;

/// A glyph's pixels and their place.
#[derive(Debug)]
pub(super) struct Stamp<P> {
    pub(super) pixels: P,
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// How much of each pixel a letter or an outline covers.
pub(super) type Letter = Stamp<Vec<u8>>;
/// An emoji in its own colours.
pub(super) type Picture = Stamp<RgbaImage>;

impl Letter {
    /// Returns `None` for a space.
    pub(super) fn at(pixels: Vec<u8>, at: Placement, x: i32, y: i32) -> Option<Self> {
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

impl<P> Stamp<P> {
    pub(super) fn bottom(&self) -> i32 {
        self.top.saturating_add_unsigned(self.height)
    }

    fn bounds(&self) -> Bounds {
        let right = self.left.saturating_add_unsigned(self.width);
        Bounds { left: self.left, top: self.top, right, bottom: self.bottom() }
    }
}

/// The smallest box around all letters and pictures.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    left: i32,
    top: i32,
    right: i32,
    bottom: i32,
}

impl Bounds {
    pub(super) fn around(letters: &[Letter], pictures: &[Picture]) -> Option<Self> {
        let all = letters.iter().map(Stamp::bounds).chain(pictures.iter().map(Stamp::bounds));
        all.reduce(|one, other| Self {
            left: one.left.min(other.left),
            top: one.top.min(other.top),
            right: one.right.max(other.right),
            bottom: one.bottom.max(other.bottom),
        })
    }

    fn size(&self, surround: u32) -> (u32, u32) {
        let side = |from: i32, to: i32| u32::try_from(to - from).unwrap_or(0) + 2 * surround;
        (side(self.left, self.right), side(self.top, self.bottom))
    }

    fn place<P>(&self, stamp: &Stamp<P>, surround: u32) -> (i64, i64) {
        let (left, top) = (i64::from(stamp.left - self.left), i64::from(stamp.top - self.top));
        (left + i64::from(surround), top + i64::from(surround))
    }

    /// Puts all letters on one sheet. Where two overlap, the darker one counts.
    pub(super) fn sheet(&self, letters: &[Letter], surround: u32) -> GrayImage {
        let (width, height) = self.size(surround);
        let mut sheet = GrayImage::new(width, height);
        for letter in letters {
            let (across, down) = self.place(letter, surround);
            let rows = letter.pixels.chunks_exact(usize::try_from(letter.width).unwrap_or(1));
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

    /// Puts all pictures on one sheet; `None` if there are none.
    pub(super) fn pictures(&self, pictures: &[Picture], surround: u32) -> Option<RgbaImage> {
        let (width, height) = self.size(surround);
        let mut sheet = (!pictures.is_empty()).then(|| RgbaImage::new(width, height))?;
        for picture in pictures {
            let (across, down) = self.place(picture, surround);
            image::imageops::overlay(&mut sheet, &picture.pixels, across, down);
        }
        Some(sheet)
    }
}
