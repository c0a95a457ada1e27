//! `image_size`: a name, or width and height.

use crate::fal::reader::Reader;
use crate::fal::sizes::{self, NAMED};
use crate::picture::Size;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ImageSize {
    /// One of the words that are the model's own, such as `auto`.
    Word(&'static str),
    Named(Size),
    /// In pixels.
    Exact(Size),
}

/// Of a side that is not given.
const DEFAULT_SIDE: u32 = 512;
/// The largest that fal's own type allows (unverified).
const LONGEST_SIDE: u32 = 14_142;

/// `words` are all the words, the common names among them.
pub(super) fn read(input: &mut Reader<'_>, words: &'static [&'static str]) -> Option<ImageSize> {
    if input.any("image_size").is_some_and(serde_json::Value::is_object) {
        return input.object("image_size", exact).map(ImageSize::Exact);
    }
    let word = input.choice("image_size", words)?;
    let named = NAMED.iter().find(|(name, _)| *name == word);
    Some(named.map_or(ImageSize::Word(word), |(_, size)| ImageSize::Named(*size)))
}

fn exact(input: &mut Reader<'_>) -> Size {
    let mut side = |name| input.count(name, 1..=LONGEST_SIDE).unwrap_or(DEFAULT_SIDE);
    sizes::size(side("width"), side("height"))
}
