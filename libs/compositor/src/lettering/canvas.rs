//! Turns a layout into pixels, with the outline or box around the letters.

use cosmic_text::{Buffer, LayoutRun, SwashCache};
use image::{GrayImage, Luma, Rgba, RgbaImage};
use zeno::{Join, Mask, Stroke, Style, Transform};

use super::emoji;
use super::fonts::Fonts;
use super::ink::{Ink, float, whole};
use super::stamp::{Bounds, Letter, Picture};

/// The distance between lines, in letter sizes.
pub(super) const LINE_HEIGHT: f32 = 1.3;
/// The least space between the ink of two lines, in letter sizes. Tall scripts make the lines stand further apart.
const LINE_GAP: f32 = 0.14;

/// The width of the line that makes a letter of regular weight bold, in letter sizes.
const ADDED_WEIGHT: f32 = 0.035;

/// The pixels of a text, before they have a colour.
pub(super) struct Canvas {
    letters: GrayImage,
    outline: GrayImage,
    pictures: Option<RgbaImage>,
}

impl Canvas {
    /// Returns `None` if there is nothing to be seen.
    pub(super) fn draw(
        fonts: &mut Fonts,
        glyphs: &mut SwashCache,
        layout: &Buffer,
        ink: &Ink,
    ) -> Option<Self> {
        let lines: Vec<Line> = layout.layout_runs().map(|run| Line::draw(fonts, glyphs, &run, ink)).collect();
        let pitch = pitch(&lines, ink);
        let (mut letters, mut around, mut pictures) = (Vec::new(), Vec::new(), Vec::new());
        for (mut line, at) in lines.into_iter().zip(0..) {
            line.move_down(pitch.saturating_mul(at));
            letters.extend(line.letters);
            around.extend(line.around);
            pictures.extend(line.pictures);
        }
        let bounds = Bounds::around(&letters, &pictures)?;
        let surround = ink.surround();
        Some(Self {
            letters: bounds.sheet(&letters, surround),
            outline: bounds.sheet(&around, surround),
            pictures: bounds.pictures(&pictures, surround),
        })
    }

    /// The size of the picture in pixels.
    pub(super) fn size(&self) -> (u32, u32) {
        self.letters.dimensions()
    }

    pub(super) fn coloured(&self, ink: &Ink) -> RgbaImage {
        let (width, height) = self.letters.dimensions();
        RgbaImage::from_fn(width, height, |x, y| {
            let ground = ink.box_level(x, y, (width, height)).unwrap_or_else(|| level(&self.outline, x, y));
            let picture = self.pictures.as_ref().and_then(|pictures| pictures.get_pixel_checked(x, y));
            Rgba(ink.pixel(level(&self.letters, x, y), ground, picture.map_or([0; 4], |pixel| pixel.0)))
        })
    }
}

/// The glyphs of one line, whose baseline is at 0.
struct Line {
    letters: Vec<Letter>,
    around: Vec<Letter>,
    pictures: Vec<Picture>,
}

impl Line {
    fn draw(fonts: &mut Fonts, glyphs: &mut SwashCache, run: &LayoutRun<'_>, ink: &Ink) -> Self {
        let mut line = Self { letters: Vec::new(), around: Vec::new(), pictures: Vec::new() };
        for glyph in run.glyphs {
            let placed = glyph.physical((0.0, 0.0), 1.0);
            let key = placed.cache_key;
            let Some(face) = fonts.face(key.font_id) else { continue };
            // A letter of regular weight is drawn with a line around it, as bold as the letters beside it.
            let added = if face.is_bold { 0.0 } else { ink.size() * ADDED_WEIGHT };
            if face.is_emoji {
                let at = (placed.x, placed.y);
                line.pictures.extend(emoji::draw(&mut fonts.system, glyphs, key, at));
                continue;
            }
            // The cache is not used, because it would only ever grow.
            let path = glyphs.get_outline_commands_uncached(&mut fonts.system, key);
            // Nothing that is seen has the glyph 0, which is a box.
            let Some(path) = path.filter(|_| glyph.glyph_id != 0) else { continue };
            // The vertical axis of fonts points up, that of pictures down.
            let down = Transform::new(1.0, 0.0, 0.0, -1.0, key.x_bin.as_float(), key.y_bin.as_float());
            let stamp = |style: Style<'_>| {
                let mut mask = Mask::new(&*path);
                let (pixels, at) = mask.style(style).transform(Some(down)).render();
                Letter::at(pixels, at, placed.x, placed.y)
            };
            let stroked = |width: f32| stamp((*Stroke::new(width).join(Join::Round)).into());
            line.letters.extend(stamp(zeno::Fill::NonZero.into()));
            if added > 0.0 {
                line.letters.extend(stroked(added));
            }
            if let Some(width) = ink.stroke() {
                line.around.extend(stroked(width + added));
            }
        }
        line
    }

    /// The highest and the lowest pixel; `None` for an empty line.
    fn extent(&self) -> Option<(i32, i32)> {
        let letters = self.letters.iter().map(|letter| (letter.top, letter.bottom()));
        let pictures = self.pictures.iter().map(|picture| (picture.top, picture.bottom()));
        letters.chain(pictures).reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
    }

    fn move_down(&mut self, by: i32) {
        let letters = self.letters.iter_mut().chain(&mut self.around).map(|letter| &mut letter.top);
        for top in letters.chain(self.pictures.iter_mut().map(|picture| &mut picture.top)) {
            *top = top.saturating_add(by);
        }
    }
}

/// The distance of baselines in pixels. It is the same for all lines, and so large that no two touch.
fn pitch(lines: &[Line], ink: &Ink) -> i32 {
    let usual = pixels(ink.size() * LINE_HEIGHT);
    let gap = pixels(ink.size() * LINE_GAP);
    let below = lines.iter().skip(1);
    let needed = lines.iter().zip(below).filter_map(|(upper, lower)| {
        let ((_, bottom), (top, _)) = (upper.extent()?, lower.extent()?);
        Some(bottom.saturating_sub(top).saturating_add(gap))
    });
    needed.fold(usual, i32::max)
}

fn pixels(length: f32) -> i32 {
    i32::try_from(whole(length)).unwrap_or(i32::MAX)
}

/// How much of a pixel is covered, from 0 to 1.
fn level(picture: &GrayImage, x: u32, y: u32) -> f32 {
    picture.get_pixel_checked(x, y).map_or(0.0, |Luma([level])| float((*level).into()) / 255.0)
}
