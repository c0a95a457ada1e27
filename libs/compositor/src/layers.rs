//! Draws what lies upon the clips, overlays first and texts above them, each to a PNG of its own.

use std::path::{Path, PathBuf};

use domain::request::CompositeRequest;
use domain::request::composite::{LEAST_TEXT_SIZE, Text};
use image::DynamicImage;

use crate::lettering::{Block, Lettering};
use crate::place::SafeArea;
use crate::timeline::Timeline;
use crate::{Error, Facts, pictures};

/// A drawn picture with its place and time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layer {
    pub(crate) path: PathBuf,
    pub(crate) x: i64,
    pub(crate) y: i64,
    /// The first and the last frame in which it is seen; `None`: in all.
    pub(crate) window: Option<(u64, u64)>,
}

/// Draws all layers; blocks. `files` and `facts` belong to the request's sources, in their order.
pub(crate) fn draw(
    request: &CompositeRequest,
    timeline: &Timeline,
    lettering: &mut Lettering,
    files: &[PathBuf],
    facts: &[Facts],
    dir: &Path,
) -> Result<Vec<Layer>, Error> {
    let area = SafeArea::new(request);
    // What begins only when the film is over would never be seen.
    if let Some((field, problem)) = request.never_seen(timeline.total).into_iter().next() {
        return Err(Error::input(&field, problem));
    }
    let mut layers = Vec::new();
    let first = request.clips.len();
    for (index, asked) in request.overlays.iter().enumerate() {
        let field = format!("overlays[{index}].source");
        let (Some(file), Some(Facts::Picture)) = (files.get(first + index), facts.get(first + index)) else {
            return Err(Error::input(&field, "is not a picture"));
        };
        let Some(window) = timeline.window(asked.start, asked.end) else { continue };
        let path = dir.join(format!("overlay-{index}.png"));
        let width = part(asked.width, timeline.size.width);
        let size = pictures::overlaid(file, &path, width, asked.opacity, &field)?;
        let (x, y) = area.corner(asked.position, size);
        layers.push(Layer { path, x, y, window: narrower(window, timeline) });
    }
    for (index, asked) in request.texts.iter().enumerate() {
        let Some(window) = timeline.window(asked.start, asked.end) else { continue };
        let path = dir.join(format!("text-{index}.png"));
        let set = lettering.set(&block(asked, &area));
        let letters = set.map_err(|error| Error::letters(format!("texts[{index}].text"), &error))?;
        let size = letters.dimensions();
        pictures::write(&path, &DynamicImage::from(letters))?;
        let (x, y) = area.corner(asked.position, size);
        layers.push(Layer { path, x, y, window: narrower(window, timeline) });
    }
    Ok(layers)
}

/// `None` for a window that is the whole timeline.
fn narrower(window: (u64, u64), timeline: &Timeline) -> Option<(u64, u64)> {
    (window != (0, timeline.total.saturating_sub(1))).then_some(window)
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
        color: color(&asked.color),
        backing: asked.backing.as_deref().map(color),
    }
}

/// Reads `#rrggbb` or `#rrggbbaa`; the request has been validated.
fn color(text: &str) -> [u8; 4] {
    let digits = text.trim_start_matches('#');
    let byte = |at: usize| digits.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    [0, 2, 4, 6].map(|at| byte(at).unwrap_or(255))
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a fraction of a frame of a few thousand pixels"
)]
fn part(fraction: f64, side: u32) -> u32 {
    ((fraction * f64::from(side)).round() as u32).max(1)
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "letters are at most half a frame high"
)]
fn letter_size(fraction: f64, height: u32) -> f32 {
    (fraction * f64::from(height)) as f32
}
