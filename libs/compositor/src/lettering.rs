//! Draws texts as pictures. They are shaped, ordered, wrapped and drawn in any script, with fonts that are part of
//! the project, so that nothing depends on the fonts or the language of the machine.

mod canvas;
mod choice;
mod clean;
mod emoji;
mod faces;
mod fonts;
mod han;
mod ink;
mod missing;
mod stamp;
mod words;

use std::path::Path;

use cosmic_text::{Attrs, Buffer, Family, FontSystem, Metrics, Shaping, SwashCache, Weight, Wrap};
use domain::request::composite::Align;
use image::RgbaImage;

use canvas::{Canvas, LINE_HEIGHT};
use fonts::Fonts;
use ink::Ink;
pub(crate) use missing::LetteringError;

/// A text, and how it shall look.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Block<'a> {
    pub(crate) text: &'a str,
    /// The size of the letters in pixels. A text that does not fit is set smaller, step by step until it does, but
    /// never smaller than the least size.
    pub(crate) size: f32,
    pub(crate) least_size: f32,
    /// In pixels, including the outline or box.
    pub(crate) max_width: u32,
    pub(crate) max_height: u32,
    pub(crate) align: Align,
    /// Red, green, blue, alpha.
    pub(crate) color: [u8; 4],
    /// The colour of a box behind the text. Without a box, the letters get an outline, so that they can be read on
    /// any picture.
    pub(crate) backing: Option<[u8; 4]>,
}

/// A text that does not fit is set smaller by this factor, again and again down to the least size.
const SHRINK: f32 = 0.9;
/// In pixels.
const LEAST_SIZE: f32 = 1.0;

/// The fonts, opened once.
pub(crate) struct Lettering {
    fonts: Fonts,
    glyphs: SwashCache,
}

impl std::fmt::Debug for Lettering {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lettering").field("fonts", &self.fonts.faces().len()).finish_non_exhaustive()
    }
}

impl Lettering {
    /// Opens the folder's fonts as memory maps.
    pub(crate) fn open(folder: &Path) -> Result<Self, LetteringError> {
        Ok(Self { fonts: Fonts::open(folder)?, glyphs: SwashCache::new() })
    }

    /// Returns the text as a picture with transparency. It is no larger than its ink with outline or box, and never
    /// larger than the block.
    pub(crate) fn set(&mut self, block: &Block<'_>) -> Result<RgbaImage, LetteringError> {
        let text = words::with_word_marks(&clean::readable(block.text));
        let mut layout = shape(&mut self.fonts, &text, block.align)?;
        let least = block.least_size.max(LEAST_SIZE);
        // Larger letters than the block is high cannot fit.
        let mut size = block.size.min(ink::float(block.max_height)).max(least);
        loop {
            let ink = Ink::new(size, block);
            let inner = |side: u32| side.saturating_sub(2 * ink.surround()).max(1);
            let height = break_lines(&mut layout, &mut self.fonts.system, size, inner(block.max_width));
            // A text that is far too high is not drawn, because it could be a hundred times too high. Up to two lines
            // too many are drawn, because ink may fill less than its lines.
            if height <= ink::float(block.max_height) + 2.0 * size * LINE_HEIGHT {
                let canvas = Canvas::draw(&mut self.fonts, &mut self.glyphs, &layout, &ink);
                let canvas = canvas.ok_or(LetteringError::Nothing)?;
                let (width, height) = canvas.size();
                if width <= block.max_width && height <= block.max_height {
                    return Ok(canvas.coloured(&ink));
                }
            }
            if size <= least {
                return Err(LetteringError::NoRoom {
                    width: block.max_width,
                    height: block.max_height,
                    least: ink::whole(least),
                });
            }
            size = (size * SHRINK).max(least);
        }
    }
}

/// Shapes a text, each part with the face that has it. Lines are not broken to a width yet. Shapes are the same at
/// every size.
fn shape(fonts: &mut Fonts, text: &str, align: Align) -> Result<Buffer, LetteringError> {
    let runs = choice::runs(fonts, text)?;
    let families: Vec<String> = fonts.faces().iter().map(|face| face.family.clone()).collect();
    let attrs = |face: usize| {
        let family = families.get(face).map_or("", String::as_str);
        Attrs::new().family(Family::Name(family)).weight(Weight::BOLD)
    };
    let parts = runs.iter().map(|run| (text.get(run.bytes.clone()).unwrap_or_default(), attrs(run.face)));
    let mut buffer = Buffer::new(&mut fonts.system, Metrics::new(LEAST_SIZE, LEAST_SIZE * LINE_HEIGHT));
    buffer.set_wrap(Wrap::WordOrGlyph);
    let align = match align {
        Align::Left => cosmic_text::Align::Left,
        Align::Center => cosmic_text::Align::Center,
        Align::Right => cosmic_text::Align::Right,
    };
    buffer.set_rich_text(parts, &attrs(faces::USUAL), Shaping::Advanced, Some(align));
    break_lines(&mut buffer, &mut fonts.system, LEAST_SIZE, u32::from(u16::MAX));
    let missing = missing::without_glyph(&buffer);
    if missing.is_empty() { Ok(buffer) } else { Err(LetteringError::from_missing(missing)) }
}

/// Breaks lines at this width, between words and within a word that is longer than a line. Returns the height of all
/// lines in pixels.
fn break_lines(layout: &mut Buffer, system: &mut FontSystem, size: f32, max_width: u32) -> f32 {
    layout.set_metrics_and_size(Metrics::new(size, size * LINE_HEIGHT), Some(ink::float(max_width)), None);
    layout.shape_until_scroll(system, false);
    layout.layout_runs().map(|run| run.line_height).sum()
}

#[cfg(test)]
mod tests;
