//! Texts as pictures: shaped, ordered, wrapped and drawn in any script, by fonts that travel with the project.
//! Nothing depends on the fonts or the language of the machine.

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
    /// Not even with letters of one pixel.
    #[error("has too many lines for the picture")]
    NoRoom,
}

/// A text, and how it is to look.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Block<'a> {
    pub(crate) text: &'a str,
    /// Of the letters, in pixels. What does not fit at this size is set smaller, step by step until it does.
    pub(crate) size: f32,
    /// In pixels, with all that belongs to the text.
    pub(crate) max_width: u32,
    pub(crate) max_height: u32,
    /// Red, green, blue, alpha.
    pub(crate) color: [u8; 4],
    /// A box behind the text; `None`: the letters have an outline, so that they can be read on any picture.
    pub(crate) backing: Option<[u8; 4]>,
}

/// Lines are this far apart, in letter sizes.
const LINE_HEIGHT: f32 = 1.3;
/// What does not fit is set smaller by steps of this, down to the least size, in pixels.
const SHRINK: f32 = 0.9;
const LEAST_SIZE: f32 = 1.0;

/// The fonts, opened once.
pub(crate) struct Lettering {
    fonts: Database,
    /// One for each way of writing Han characters: which face draws them is settled when a system is made.
    systems: BTreeMap<Han, FontSystem>,
    outlines: SwashCache,
}

impl std::fmt::Debug for Lettering {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lettering").field("fonts", &self.fonts.len()).finish_non_exhaustive()
    }
}

impl Lettering {
    /// Reads the folder's fonts, by memory map.
    pub(crate) fn open(folder: &Path) -> Result<Self, LetteringError> {
        Ok(Self { fonts: fonts::open(folder)?, systems: BTreeMap::new(), outlines: SwashCache::new() })
    }

    /// The text as a picture with transparency, no larger than its ink and what surrounds it, nor than the block.
    pub(crate) fn set(&mut self, block: &Block<'_>) -> Result<RgbaImage, LetteringError> {
        let text = readable(block.text);
        let han = Han::of(&text);
        let fonts = &self.fonts;
        let system = self.systems.entry(han).or_insert_with(|| fonts::system(fonts.clone(), han));
        let mut laid = shaped(system, &text);
        // Larger letters than the block is high cannot fit.
        let mut size = block.size.min(ink::float(block.max_height)).max(LEAST_SIZE);
        loop {
            let look = Ink::new(size, block);
            let inner = |side: u32| side.saturating_sub(2 * look.surround()).max(1);
            let height = broken(&mut laid, system, size, inner(block.max_width));
            // What is far too high is not drawn: it could be a hundred times as high. Two lines more are, because
            // ink may fill less than its lines.
            if height <= ink::float(block.max_height) + 2.0 * size * LINE_HEIGHT {
                let canvas = Canvas::drawn(system, &mut self.outlines, &laid, &look);
                let canvas = canvas.ok_or(LetteringError::Nothing)?;
                let (width, height) = canvas.size();
                if width <= block.max_width && height <= block.max_height {
                    return Ok(canvas.coloured(&look));
                }
            }
            if size <= LEAST_SIZE {
                return Err(LetteringError::NoRoom);
            }
            size = (size * SHRINK).max(LEAST_SIZE);
        }
    }
}

/// With centred lines, not yet broken to a width. Shapes are the same at every size.
fn shaped(system: &mut FontSystem, text: &str) -> Buffer {
    let mut buffer = Buffer::new(system, Metrics::new(LEAST_SIZE, LEAST_SIZE * LINE_HEIGHT));
    buffer.set_wrap(Wrap::WordOrGlyph);
    let attrs = Attrs::new().family(fonts::USUAL).weight(Weight::BOLD);
    buffer.set_text(text, &attrs, Shaping::Advanced, Some(Align::Center));
    buffer
}

/// Breaks lines at this width: between words, and within a word that is longer than a line. Returns the height of
/// all lines, in pixels.
fn broken(laid: &mut Buffer, system: &mut FontSystem, size: f32, max_width: u32) -> f32 {
    laid.set_metrics_and_size(Metrics::new(size, size * LINE_HEIGHT), Some(ink::float(max_width)), None);
    laid.shape_until_scroll(system, false);
    laid.layout_runs().map(|run| run.line_height).sum()
}

/// Without characters that steer something, and without space around lines: it would push them aside.
fn readable(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'], "\n");
    let spaced = text.replace('\t', " ");
    let plain = spaced.replace(|it: char| it != '\n' && it.is_control(), "");
    let lines: Vec<&str> = plain.trim().lines().map(str::trim).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests;
