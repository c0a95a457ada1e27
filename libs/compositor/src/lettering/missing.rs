//! What can be wrong with a text, above all characters that no font has. They are named, and never drawn as boxes.

use std::collections::BTreeSet;

use cosmic_text::Buffer;
use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;
use unicode_script::{Script, UnicodeScript};

use super::choice::is_seen;

#[derive(Debug, thiserror::Error)]
pub(crate) enum LetteringError {
    #[error("the fonts in {folder} cannot be used: {problem}")]
    Fonts { folder: String, problem: String },
    #[error("has nothing that could be seen")]
    Nothing,
    /// It does not even fit with letters of the least size.
    #[error(
        "does not fit into {width} x {height} pixels, even with letters of {least} pixels; smaller ones could not be \
         read, so please shorten the text"
    )]
    NoRoom { width: u32, height: u32, least: u32 },
    #[error("has what no font here can draw: {0}")]
    Missing(String),
}

/// An error names no more characters than these.
const MOST_NAMED: usize = 10;

impl LetteringError {
    pub(super) fn from_missing(missing: BTreeSet<char>) -> Self {
        let more = missing.len().saturating_sub(MOST_NAMED);
        let mut names: Vec<String> = missing.into_iter().take(MOST_NAMED).map(name).collect();
        if more > 0 {
            names.push(format!("and {more} more"));
        }
        Self::Missing(names.join(", "))
    }
}

/// The characters that are seen and were given the glyph of unknown ones.
pub(super) fn without_glyph(layout: &Buffer) -> BTreeSet<char> {
    let mut missing = BTreeSet::new();
    for run in layout.layout_runs() {
        for glyph in run.glyphs.iter().filter(|glyph| glyph.glyph_id == 0) {
            let characters = run.text.get(glyph.start..glyph.end).unwrap_or_default().chars();
            missing.extend(characters.filter(|it| is_seen(*it)));
        }
    }
    missing
}

/// The character, its number, and its script where it has one.
fn name(character: char) -> String {
    let number = format!("U+{:04X}", u32::from(character));
    match CodePointMapData::<GeneralCategory>::new().get(character) {
        GeneralCategory::PrivateUse => format!("{number} (for private use)"),
        GeneralCategory::Unassigned => format!("{number} (not a character of Unicode)"),
        _ => match character.script() {
            Script::Common | Script::Inherited | Script::Unknown => format!("{character} {number}"),
            script => format!("{character} {number} ({})", script.full_name().replace('_', " ")),
        },
    }
}
