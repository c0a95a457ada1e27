//! Prepares what lies upon the clips, overlays first and texts above them. Pictures and texts are drawn, each to a
//! PNG of its own.

mod texts;

use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::request::CompositeRequest;
use domain::request::composite::{Format, Overlay};
use image::DynamicImage;
use media::FileType;

use crate::lettering::Lettering;
use crate::place::{Lying, SafeArea};
use crate::signal::Signal;
use crate::timeline::Timeline;
use crate::{Error, Facts, pictures};

/// A drawn picture, or a film, with its place and time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layer {
    pub(crate) path: PathBuf,
    /// `None`: a drawn picture.
    pub(crate) moving: Option<Moving>,
    pub(crate) x: i64,
    pub(crate) y: i64,
    /// As large as it lies there, in pixels.
    pub(crate) size: (u32, u32),
    /// The first and the last frame in which it is seen; `None`: in all.
    pub(crate) window: Option<(u64, u64)>,
}

/// A film that lies upon the clips.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Moving {
    pub(crate) file_type: FileType,
    pub(crate) signal: Signal,
    /// Its own size: upright and with square pixels.
    pub(crate) whole: (u32, u32),
    /// The size in which it lies there.
    pub(crate) size: (u32, u32),
    pub(crate) opacity: f64,
    /// The frame of the whole in which it begins to play, and for how many frames it is seen.
    pub(crate) from: u64,
    pub(crate) frames: u64,
}

/// A file of the request, with what is known of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Given<'a> {
    pub(crate) path: &'a Path,
    pub(crate) facts: &'a Facts,
    /// `None`: it is not a film.
    pub(crate) signal: Option<&'a Signal>,
}

/// Prepares all layers; blocks. `given` belongs to the request's sources, in their order.
pub(crate) fn draw(
    request: &CompositeRequest,
    timeline: &Timeline,
    lettering: &mut Lettering,
    given: &[Given<'_>],
    dir: &Path,
) -> Result<Vec<Layer>, Error> {
    let area = SafeArea::new(request);
    // What begins only when the film is over would never be seen.
    if let Some((field, problem)) = request.never_seen(timeline.total).into_iter().next() {
        return Err(Error::input(&field, problem));
    }
    let (mut layers, mut logo) = (Vec::new(), None);
    let overlays = given.iter().skip(request.clips.len());
    for (index, (asked, given)) in request.overlays.iter().zip(overlays).enumerate() {
        let field = request.overlay_field(index);
        let to = dir.join(format!("overlay-{index}.png"));
        let layer = overlay(asked, (timeline, &area), given, (to, &field), request.output)?;
        if request.kits_logo() == Some(index) {
            logo = layer.as_ref().map(|Layer { x, y, size, .. }| Lying { x: *x, y: *y, size: *size });
        }
        layers.extend(layer);
    }
    for (index, text) in texts::set(&request.texts, &area, logo, lettering)?.into_iter().enumerate() {
        let Some(asked) = request.texts.get(index) else { continue };
        let Some(window) = timeline.window(asked.start, asked.end) else { continue };
        let path = dir.join(format!("text-{index}.png"));
        let Lying { x, y, size } = text.lying;
        pictures::write(&path, &DynamicImage::from(text.letters))?;
        layers.push(Layer { path, moving: None, x, y, size, window: narrower(window, timeline) });
    }
    Ok(layers)
}

/// `None`: it is never seen.
fn overlay(
    asked: &Overlay,
    (timeline, area): (&Timeline, &SafeArea),
    given: &Given<'_>,
    (to, field): (PathBuf, &str),
    output: Format,
) -> Result<Option<Layer>, Error> {
    let width = part(asked.width, timeline.size.width);
    match (given.facts, given.signal) {
        (Facts::Picture, _) => {
            let Some(window) = timeline.window(asked.start, asked.end) else { return Ok(None) };
            let size = pictures::overlaid(given.path, &to, width, asked.opacity, field)?;
            let (x, y) = area.corner(asked.position, size);
            Ok(Some(Layer { path: to, moving: None, x, y, size, window: narrower(window, timeline) }))
        }
        (Facts::Video { .. }, _) if output.is_still() => {
            Err(Error::input(field, format!("is not a picture, as a {} needs", output.as_str())))
        }
        (Facts::Video { file_type, seen_millis, width: across, height: down, .. }, Some(signal)) => {
            let seen = Duration::from_millis(*seen_millis).as_secs_f64();
            // It goes when it is over, unless the client says how long it is to stay.
            let end = asked.end.unwrap_or(asked.start.unwrap_or_default() + seen);
            let Some(window) = timeline.window(asked.start, Some(end)) else { return Ok(None) };
            let size = (width, pictures::height_at(width, (*across, *down)));
            if size.1 > pictures::TALLEST {
                let problem = format!("is {across} × {down}, and too tall for an overlay of this width");
                return Err(Error::input(field, problem));
            }
            let (x, y) = area.corner(asked.position, size);
            let (from, to) = window;
            let moving = Moving {
                file_type: *file_type,
                signal: *signal,
                whole: (*across, *down),
                size,
                opacity: asked.opacity,
                from,
                frames: to + 1 - from,
            };
            let path = given.path.to_owned();
            Ok(Some(Layer { path, moving: Some(moving), x, y, size, window: narrower(window, timeline) }))
        }
        _ => Err(Error::input(field, "is a sound; an overlay is a video or a picture")),
    }
}

/// `None` for a window that is the whole timeline.
fn narrower(window: (u64, u64), timeline: &Timeline) -> Option<(u64, u64)> {
    (window != (0, timeline.total.saturating_sub(1))).then_some(window)
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
