//! Draws texts as pictures. They are shaped, ordered, wrapped and drawn in any script, with fonts that are part of
//! the project, so that nothing depends on the fonts or the language of the machine.

mod fonts;
mod ink;

use std::collections::BTreeMap;
use std::path::Path;

use cosmic_text::fontdb::Database;
use cosmic_text::{Align, Attrs, Buffer, FontSystem, Metrics, Shaping, SwashCache, Weight, Wrap};
use image::RgbaImage;

use fonts::Han;
use ink::{Canvas, Ink};

#[derive(Debug, thiserror::Error)]
pub(crate) enum LetteringError {
    #[error("the fonts in {folder} cannot be used: {problem}")]
    Fonts { folder: String, problem: String },
    #[error("has nothing that could be seen")]
    Nothing,
    /// It does not even fit with letters of one pixel.
    #[error("has too many lines for the picture")]
    NoRoom,
}

/// A text, and how it shall look.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Block<'a> {
    pub(crate) text: &'a str,
    /// The size of the letters in pixels. A text that does not fit is set smaller, step by step until it does.
    pub(crate) size: f32,
    /// In pixels, including the outline or box.
    pub(crate) max_width: u32,
    pub(crate) max_height: u32,
    /// Red, green, blue, alpha.
    pub(crate) color: [u8; 4],
    /// The colour of a box behind the text. Without a box, the letters get an outline, so that they can be read on
    /// any picture.
    pub(crate) backing: Option<[u8; 4]>,
}

/// The distance between lines, in letter sizes.
const LINE_HEIGHT: f32 = 1.3;
/// A text that does not fit is set smaller by this factor, again and again down to the least size.
const SHRINK: f32 = 0.9;
/// In pixels.
const LEAST_SIZE: f32 = 1.0;

/// The fonts, opened once.
pub(crate) struct Lettering {
    fonts: Database,
    /// One for each way of writing Han characters, because a system decides once which face draws them.
    systems: BTreeMap<Han, FontSystem>,
    outlines: SwashCache,
}

impl std::fmt::Debug for Lettering {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lettering").field("fonts", &self.fonts.len()).finish_non_exhaustive()
    }
}

impl Lettering {
    /// Opens the folder's fonts as memory maps.
    pub(crate) fn open(folder: &Path) -> Result<Self, LetteringError> {
        Ok(Self { fonts: fonts::open(folder)?, systems: BTreeMap::new(), outlines: SwashCache::new() })
    }

    /// Returns the text as a picture with transparency. It is no larger than its ink with outline or box, and never
    /// larger than the block.
    pub(crate) fn set(&mut self, block: &Block<'_>) -> Result<RgbaImage, LetteringError> {
        let text = readable(block.text);
        let han = Han::from_text(&text);
        let fonts = &self.fonts;
        let system = self.systems.entry(han).or_insert_with(|| fonts::system(fonts.clone(), han));
        let mut layout = shape(system, &text);
        // Larger letters than the block is high cannot fit.
        let mut size = block.size.min(ink::float(block.max_height)).max(LEAST_SIZE);
        loop {
            let ink = Ink::new(size, block);
            let inner = |side: u32| side.saturating_sub(2 * ink.surround()).max(1);
            let height = break_lines(&mut layout, system, size, inner(block.max_width));
            // A text that is far too high is not drawn, because it could be a hundred times too high. Up to two lines
            // too many are drawn, because ink may fill less than its lines.
            if height <= ink::float(block.max_height) + 2.0 * size * LINE_HEIGHT {
                let canvas = Canvas::draw(system, &mut self.outlines, &layout, &ink);
                let canvas = canvas.ok_or(LetteringError::Nothing)?;
                let (width, height) = canvas.size();
                if width <= block.max_width && height <= block.max_height {
                    return Ok(canvas.coloured(&ink));
                }
            }
            if size <= LEAST_SIZE {
                return Err(LetteringError::NoRoom);
            }
            size = (size * SHRINK).max(LEAST_SIZE);
        }
    }
}

/// Shapes a text with centred lines, which are not broken to a width yet. Shapes are the same at every size.
fn shape(system: &mut FontSystem, text: &str) -> Buffer {
    let mut buffer = Buffer::new(system, Metrics::new(LEAST_SIZE, LEAST_SIZE * LINE_HEIGHT));
    buffer.set_wrap(Wrap::WordOrGlyph);
    let attrs = Attrs::new().family(fonts::USUAL).weight(Weight::BOLD);
    buffer.set_text(text, &attrs, Shaping::Advanced, Some(Align::Center));
    buffer
}

/// Breaks lines at this width, between words and within a word that is longer than a line. Returns the height of all
/// lines in pixels.
fn break_lines(layout: &mut Buffer, system: &mut FontSystem, size: f32, max_width: u32) -> f32 {
    layout.set_metrics_and_size(Metrics::new(size, size * LINE_HEIGHT), Some(ink::float(max_width)), None);
    layout.shape_until_scroll(system, false);
    layout.layout_runs().map(|run| run.line_height).sum()
}

/// Removes control characters, and the space around lines, which would push centred lines aside.
fn readable(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'], "\n");
    let spaced = text.replace('\t', " ");
    let plain = spaced.replace(|it: char| it != '\n' && it.is_control(), "");
    let lines: Vec<&str> = plain.trim().lines().map(str::trim).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests;
