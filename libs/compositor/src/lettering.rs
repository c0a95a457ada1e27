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
}

/// A text, and how it is to look.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Block<'a> {
    pub(crate) text: &'a str,
    /// Of the letters, in pixels. What is too high at this size is set smaller.
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
/// What is too high is set smaller by steps of this, but never below.
const SHRINK: f32 = 0.9;
const LEAST_SIZE: f32 = 8.0;

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

    /// The text as a picture with transparency, no larger than its ink and what surrounds it.
    pub(crate) fn set(&mut self, block: &Block<'_>) -> Result<RgbaImage, LetteringError> {
        let text = readable(block.text);
        let han = Han::of(&text);
        let fonts = &self.fonts;
        let system = self.systems.entry(han).or_insert_with(|| fonts::system(fonts.clone(), han));
        let mut size = block.size.max(LEAST_SIZE);
        loop {
            let look = Ink::new(size, block);
            let inner = |side: u32| side.saturating_sub(2 * look.surround()).max(1);
            let laid = laid(system, &text, size, inner(block.max_width));
            let canvas = Canvas::drawn(system, &mut self.outlines, &laid, &look);
            let canvas = canvas.ok_or(LetteringError::Nothing)?;
            let (width, height) = canvas.size();
            if (width <= block.max_width && height <= block.max_height) || size <= LEAST_SIZE {
                return Ok(canvas.coloured(&look));
            }
            size = (size * SHRINK).max(LEAST_SIZE);
        }
    }
}

/// Shaped and broken into centred lines of at most this width: between words, and within a word that is longer than
/// a line.
fn laid(system: &mut FontSystem, text: &str, size: f32, max_width: u32) -> Buffer {
    let mut buffer = Buffer::new(system, Metrics::new(size, size * LINE_HEIGHT));
    buffer.set_wrap(Wrap::WordOrGlyph);
    buffer.set_size(Some(ink::float(max_width)), None);
    let attrs = Attrs::new().family(fonts::USUAL).weight(Weight::BOLD);
    buffer.set_text(text, &attrs, Shaping::Advanced, Some(Align::Center));
    buffer.shape_until_scroll(system, false);
    buffer
}

/// Without characters that steer something: only lines remain.
fn readable(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'], "\n");
    let kept = text.chars().map(|character| if character == '\t' { ' ' } else { character });
    kept.filter(|character| *character == '\n' || !character.is_control()).collect()
}

#[cfg(test)]
mod tests;
