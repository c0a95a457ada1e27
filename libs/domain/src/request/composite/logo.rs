//! Where a brand kit's logo lies upon a timeline, and how large: in the corner that least else is in.

use super::{Anchor, CompositeRequest, MAX_OVERLAYS, Overlay, Position};
use crate::FileId;
use crate::request::logo::LOGO_GONE;
use crate::request::{Facts, InputRole, Length, Source};
use crate::size::Size;

/// The most that a logo takes of the frame's short side. So it is as large in every shape of a frame: a square one is 162
/// of 1080 pixels, and a word of four times its height 324 wide.
const MOST_WIDTH: f64 = 0.3;
const MOST_HEIGHT: f64 = 0.15;
/// What an overlay's width may be.
const LEAST_OVERLAY_WIDTH: f64 = 0.01;
/// Of equal corners, the first is taken.
const CORNERS: [Anchor; 4] = [Anchor::TopRight, Anchor::TopLeft, Anchor::BottomRight, Anchor::BottomLeft];
/// What is larger is a frame or a scene, and no logo.
const LARGEST_OWN_LOGO_WIDTH: f64 = 0.5;

/// Why the kit's logo is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// This overlay shows it already.
    Shown(usize),
    /// This overlay of the request's own is a logo.
    OwnLogo(usize),
    NoRoom,
    Gone,
}

impl Reason {
    pub(super) fn note(self) -> String {
        match self {
            Self::Shown(at) => {
                format!("overlays[{at}] is the brand kit's logo, so it was not added once more.")
            }
            Self::OwnLogo(at) => format!(
                "overlays[{at}] stays in a corner all the time and counts as the ad's logo, so the brand kit's was left \
                 out."
            ),
            Self::Gone => LOGO_GONE.to_owned(),
            Self::NoRoom => {
                format!("The request has {MAX_OVERLAYS} overlays, so the brand kit's logo was left out.")
            }
        }
    }
}

impl CompositeRequest {
    pub(in crate::request) const fn has_room_for_logo(&self) -> bool {
        self.overlays.len() < MAX_OVERLAYS
    }

    /// The kit's logo as an overlay that is seen all the time. Where it is left out anyway, nobody has looked for its file.
    pub(super) fn logo_overlay(&self, file: FileId, facts: &Facts) -> Result<Overlay, Reason> {
        let source = Source::Asset(file);
        if let Some(at) = self.overlays.iter().position(|upon| upon.source == source) {
            return Err(Reason::Shown(at));
        }
        if let Some(at) = self.own_logo(facts) {
            return Err(Reason::OwnLogo(at));
        }
        if !self.has_room_for_logo() {
            return Err(Reason::NoRoom);
        }
        let logo = facts.logo.ok_or(Reason::Gone)?;
        let position = Position::Anchor(self.freest_corner());
        let width = width(logo.size, self.size());
        Ok(Overlay { source, position, width, opacity: 1.0, start: None, end: None })
    }

    /// A small picture that is in a corner all the time.
    fn own_logo(&self, facts: &Facts) -> Option<usize> {
        let lengths = facts.lengths_of(InputRole::Overlay, &self.sources());
        let known = lengths.into_iter().chain(std::iter::repeat(Length::Unknown));
        let is_logo = |(upon, length): (&Overlay, Length)| {
            let (across, down) = upon.position.thirds();
            let is_video = matches!(length, Length::Exactly(_) | Length::AtMost(_));
            let is_always_seen = upon.start.unwrap_or_default() <= 0.0 && upon.end.is_none();
            across != 1 && down != 1 && is_always_seen && !is_video && upon.width <= LARGEST_OWN_LOGO_WIDTH
        };
        self.overlays.iter().zip(known).position(is_logo)
    }

    /// What is in the same row counts the more the nearer it is, since texts may be as wide as the frame.
    fn freest_corner(&self) -> Anchor {
        let texts = self.texts.iter().map(|text| text.position);
        let others: Vec<Position> = texts.chain(self.overlays.iter().map(|upon| upon.position)).collect();
        let crowd = |corner: &Anchor| {
            let (across, down) = corner.thirds();
            let beside = others.iter().map(|other| other.thirds()).filter(|(_, row)| *row == down);
            beside.map(|(column, _)| 3 - column.abs_diff(across)).sum::<u32>()
        };
        CORNERS.into_iter().min_by_key(crowd).unwrap_or(Anchor::TopRight)
    }
}

/// The largest width, as a fraction of the frame's, that a logo of this size may have. Of an unknown one the height could
/// be as large as the width.
fn width(logo: Option<Size>, frame: Size) -> f64 {
    let short = f64::from(frame.width.min(frame.height));
    let ratio = logo.map_or(1.0, |logo| f64::from(logo.width.max(1)) / f64::from(logo.height.max(1)));
    let pixels = (MOST_HEIGHT * short * ratio).min(MOST_WIDTH * short);
    let fraction = pixels / f64::from(frame.width);
    // As fine as clients may write it.
    ((fraction * 10_000.0).round() / 10_000.0).max(LEAST_OVERLAY_WIDTH)
}

#[cfg(test)]
mod tests;
