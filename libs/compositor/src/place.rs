//! Computes where a thing of known size lies upon the frame.

use domain::request::composite::Position;
use domain::size::Size;

/// Anchored things keep this part of the frame's shorter side free at its edges: 1/20.
const MARGIN_PARTS: u32 = 20;

/// The width of the margin in pixels.
pub(crate) fn margin(frame: Size) -> u32 {
    frame.width.min(frame.height) / MARGIN_PARTS
}

/// The place of the thing's top left corner in pixels. It is negative if the thing reaches out of the frame.
pub(crate) fn corner(position: Position, frame: Size, (width, height): (u32, u32)) -> (i64, i64) {
    let margin = i64::from(margin(frame));
    let along = |third: u32, frame: u32, side: u32| match third {
        0 => margin,
        1 => (i64::from(frame) - i64::from(side)) / 2,
        _ => i64::from(frame) - i64::from(side) - margin,
    };
    match position {
        Position::Anchor(anchor) => {
            let (across, down) = anchor.thirds();
            (along(across, frame.width, width), along(down, frame.height, height))
        }
        Position::At { x, y } => (centred(x, frame.width, width), centred(y, frame.height, height)),
    }
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "a fraction of a frame of a few thousand pixels"
)]
fn centred(fraction: f64, frame: u32, side: u32) -> i64 {
    (fraction * f64::from(frame) - f64::from(side) / 2.0).round() as i64
}

#[cfg(test)]
mod tests {
    use domain::request::composite::Anchor;

    use super::*;

    #[test]
    fn anchors_keep_a_margin_and_points_are_centres() {
        let frame = Size::new(1080, 1920);
        for (position, corner_at) in [
            (Position::Anchor(Anchor::TopLeft), (54, 54)),
            (Position::Anchor(Anchor::Center), (490, 940)),
            (Position::Anchor(Anchor::BottomCenter), (490, 1826)),
            (Position::Anchor(Anchor::BottomRight), (926, 1826)),
            (Position::At { x: 0.5, y: 0.5 }, (490, 940)),
            (Position::At { x: 0.0, y: 1.0 }, (-50, 1900)),
        ] {
            assert_eq!(corner(position, frame, (100, 40)), corner_at, "{position:?}");
        }
    }
}
