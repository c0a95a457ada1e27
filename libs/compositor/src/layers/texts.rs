//! Sets the texts, and finds where they lie: where the request has them, but clear of the brand kit's logo.

use domain::request::composite::{LEAST_TEXT_SIZE, Text};
use image::RgbaImage;

use crate::lettering::{Block, Lettering, LetteringError};
use crate::place::{Lying, SafeArea};
use crate::{Error, hex};

/// A text as it was drawn.
pub(super) struct Drawn {
    pub(super) letters: RgbaImage,
    pub(super) lying: Lying,
}

/// Draws each text where it lies. Where an anchored one would touch the logo, it makes room, and so do all that are
/// anchored in the same row at other times, which would jump otherwise.
pub(super) fn set(
    texts: &[Text],
    area: &SafeArea,
    logo: Option<Lying>,
    lettering: &mut Lettering,
) -> Result<Vec<Drawn>, Error> {
    let mut drawn = Vec::new();
    for (index, asked) in texts.iter().enumerate() {
        let set = one(asked, area, lettering);
        drawn.push(set.map_err(|error| Error::letters(format!("texts[{index}].text"), &error))?);
    }
    let Some(logo) = logo else { return Ok(drawn) };
    let (clear, beside) = (area.clear_of(&logo), area.around(&logo));
    let row = |asked: &Text| asked.position.thirds().1;
    let touching: Vec<u32> = texts
        .iter()
        .zip(&drawn)
        .filter(|(asked, text)| asked.position.is_anchored() && text.lying.overlaps(&beside))
        .map(|(asked, _)| row(asked))
        .collect();
    for (asked, text) in texts.iter().zip(&mut drawn) {
        // A text that is too long for what is left lies upon the logo: what the client wrote is not refused for a logo.
        if asked.position.is_anchored()
            && touching.contains(&row(asked))
            && let Ok(moved) = one(asked, &clear, lettering)
        {
            *text = moved;
        }
    }
    Ok(drawn)
}

fn one(asked: &Text, area: &SafeArea, lettering: &mut Lettering) -> Result<Drawn, LetteringError> {
    let letters = lettering.set(&block(asked, area))?;
    let size = letters.dimensions();
    let (x, y) = area.corner(asked.position, size);
    Ok(Drawn { letters, lying: Lying { x, y, size } })
}

fn block<'a>(asked: &'a Text, area: &SafeArea) -> Block<'a> {
    let (max_width, max_height) = area.room(asked.position);
    Block {
        text: &asked.text,
        size: letter_size(asked.size, area.frame.height),
        least_size: letter_size(LEAST_TEXT_SIZE, area.frame.height),
        max_width,
        max_height,
        align: asked.align,
        color: hex::rgba(asked.color()),
        backing: asked.backing.as_ref().map(|backing| hex::rgba(backing.color())),
    }
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "letters are at most half a frame high"
)]
fn letter_size(fraction: f64, height: u32) -> f32 {
    (fraction * f64::from(height)) as f32
}

#[cfg(test)]
mod tests;
