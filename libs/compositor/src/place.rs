//! Computes where a thing of known size lies upon the frame.

use domain::catalog::AspectRatio;
use domain::request::CompositeRequest;
use domain::request::composite::Position;
use domain::size::Size;

/// Anchored things keep this part of the frame's shorter side free at its edges: 1/20.
const MARGIN_PARTS: u32 = 20;

/// What apps lay over a 9:16 film, in percent of the frame's height or width: their names and tabs at the top, the
/// caption and the sound's name at the bottom, the buttons on the right. Meta asks to keep 14 % at the top and 6 % at
/// the sides of Reels and Stories clear, and `TikTok` the lower 20 % and 120 of 1080 pixels on the right. Read on
/// 2026-11-27 in houseofmarketers.com's guide to safe zones, which quotes both.
const COVERED_TOP_PERCENT: u32 = 14;
const COVERED_BOTTOM_PERCENT: u32 = 20;
const COVERED_LEFT_PERCENT: u32 = 6;
const COVERED_RIGHT_PERCENT: u32 = 12;

/// Where something lies upon the frame, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lying {
    pub(crate) x: i64,
    pub(crate) y: i64,
    pub(crate) size: (u32, u32),
}

impl Lying {
    fn right(&self) -> i64 {
        self.x + i64::from(self.size.0)
    }

    fn bottom(&self) -> i64 {
        self.y + i64::from(self.size.1)
    }

    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }
}

/// The frame, and how much of it anchored things keep free at each edge, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SafeArea {
    pub(crate) frame: Size,
    left: u32,
    right: u32,
    top: u32,
    bottom: u32,
}

impl SafeArea {
    pub(crate) fn new(request: &CompositeRequest) -> Self {
        let frame = request.size();
        if request.safe_area && request.aspect_ratio == AspectRatio::Tall {
            return Self {
                frame,
                left: percent(frame.width, COVERED_LEFT_PERCENT),
                right: percent(frame.width, COVERED_RIGHT_PERCENT),
                top: percent(frame.height, COVERED_TOP_PERCENT),
                bottom: percent(frame.height, COVERED_BOTTOM_PERCENT),
            };
        }
        let margin = margin(frame);
        Self { frame, left: margin, right: margin, top: margin, bottom: margin }
    }

    /// The place of the thing's top left corner in pixels. A thing at a point has its centre there, even if it
    /// reaches out of the frame; then the place is negative.
    pub(crate) fn corner(&self, position: Position, (width, height): (u32, u32)) -> (i64, i64) {
        match position {
            Position::Anchor(anchor) => {
                let (across, down) = anchor.thirds();
                (
                    along(across, self.frame.width, (self.left, self.right), width),
                    along(down, self.frame.height, (self.top, self.bottom), height),
                )
            }
            Position::At { x, y } => {
                (centred(x, self.frame.width, width), centred(y, self.frame.height, height))
            }
        }
    }

    /// What is left of it beyond a logo, from edge to edge: below one at the top, above one at the bottom.
    pub(crate) fn clear_of(&self, logo: &Lying) -> Self {
        let Lying { y, size: (_, height), .. } = self.around(logo);
        let frame = i64::from(self.frame.height);
        let bottom = y + i64::from(height);
        let kept = |side: i64| u32::try_from(side).unwrap_or_default();
        if y + bottom < frame {
            Self { top: kept(bottom).max(self.top), ..*self }
        } else {
            Self { bottom: kept(frame - y).max(self.bottom), ..*self }
        }
    }

    /// The logo with half a margin of air on every side.
    pub(crate) fn around(&self, logo: &Lying) -> Lying {
        let air = margin(self.frame) / 2;
        let (width, height) = logo.size;
        Lying {
            x: logo.x - i64::from(air),
            y: logo.y - i64::from(air),
            size: (width + 2 * air, height + 2 * air),
        }
    }

    /// The most width and height in pixels that a text may take at this position.
    pub(crate) fn room(&self, position: Position) -> (u32, u32) {
        let Position::Anchor(anchor) = position else {
            let margin = margin(self.frame);
            return (self.frame.width - 2 * margin, self.frame.height - 2 * margin);
        };
        // Lines in the middle of the frame have as much room on the left as on the right, so that they stay there.
        let sides =
            if anchor.thirds().0 == 1 { 2 * self.left.max(self.right) } else { self.left + self.right };
        (self.frame.width - sides, self.frame.height - self.top - self.bottom)
    }
}

/// The width of the usual margin in pixels.
fn margin(frame: Size) -> u32 {
    frame.width.min(frame.height) / MARGIN_PARTS
}

fn percent(side: u32, percent: u32) -> u32 {
    (side * percent).div_ceil(100)
}

/// Where a side begins that is anchored at the near edge (0), in the middle (1) or at the far edge (2) of the frame.
fn along(third: u32, frame: u32, (near, far): (u32, u32), side: u32) -> i64 {
    let [frame, near, far, side] = [frame, near, far, side].map(i64::from);
    let (first, last) = (near, frame - far - side);
    let middle = (frame - side) / 2;
    match third {
        // What is larger than the free part, such as a frame of its own, is not pushed out of the frame.
        _ if first > last => middle,
        0 => first,
        1 => middle.clamp(first, last),
        _ => last,
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
    use serde_json::json;

    use super::*;
    use crate::tests::material::request;

    fn area(ratio: &str, safe_area: bool) -> SafeArea {
        let clip = json!({"source": "https://example.com/a"});
        SafeArea::new(&request(&json!({"clips": [clip], "aspect_ratio": ratio, "safe_area": safe_area})))
    }

    const SMALL: (u32, u32) = (100, 40);

    #[test]
    fn anchors_keep_a_margin_and_points_are_centres() {
        let area = area("9:16", false);
        for (position, corner_at) in [
            (Position::Anchor(Anchor::TopLeft), (54, 54)),
            (Position::Anchor(Anchor::TopCenter), (490, 54)),
            (Position::Anchor(Anchor::Center), (490, 940)),
            (Position::Anchor(Anchor::BottomCenter), (490, 1826)),
            (Position::Anchor(Anchor::BottomRight), (926, 1826)),
            (Position::At { x: 0.5, y: 0.5 }, (490, 940)),
            (Position::At { x: 0.0, y: 1.0 }, (-50, 1900)),
        ] {
            assert_eq!(area.corner(position, SMALL), corner_at, "{position:?}");
        }
        assert_eq!(area.room(Position::default()), (972, 1812));
    }

    #[test]
    fn what_is_anchored_in_9_16_stays_clear_of_what_apps_lay_over_it() {
        let area = area("9:16", true);
        for anchor in Anchor::ALL {
            let position = Position::Anchor(anchor);
            for size in [SMALL, area.room(position), (1, 1)] {
                let (x, y) = area.corner(position, size);
                let (right, bottom) = (x + i64::from(size.0), y + i64::from(size.1));
                assert!(x >= 65 && right <= 950, "{anchor:?} {size:?}: {x} to {right} of 1080");
                assert!(y >= 269 && bottom <= 1536, "{anchor:?} {size:?}: {y} to {bottom} of 1920");
            }
            let (x, _) = area.corner(position, area.room(position));
            if anchor.thirds().0 == 1 {
                assert_eq!(2 * x, 1080 - i64::from(area.room(position).0), "{anchor:?} stays in the middle");
            }
        }
        let point = Position::At { x: 0.9, y: 0.95 };
        assert_eq!(area.corner(point, SMALL), (922, 1804), "a point is taken as it is");
    }

    #[test]
    fn what_is_clear_of_a_logo_begins_beyond_its_air() {
        let area = area("1:1", false);
        let (x, y) = area.corner(Position::Anchor(Anchor::TopRight), (200, 100));
        let above = Lying { x, y, size: (200, 100) };
        let clear = area.clear_of(&above);
        assert_eq!(clear.corner(Position::Anchor(Anchor::TopCenter), SMALL), (490, 54 + 100 + 27));
        assert_eq!(clear.corner(Position::Anchor(Anchor::BottomLeft), SMALL), (54, 1080 - 54 - 40));
        let (x, y) = area.corner(Position::Anchor(Anchor::BottomLeft), (200, 100));
        let clear = area.clear_of(&Lying { x, y, size: (200, 100) });
        assert_eq!(clear.corner(Position::Anchor(Anchor::BottomCenter), SMALL), (490, 926 - 27 - 40));
        assert_eq!(clear.room(Position::Anchor(Anchor::TopLeft)), (972, 1080 - 54 - 154 - 27));
        let text = |x, y| Lying { x, y, size: SMALL };
        let beside = area.around(&above);
        assert!(text(700, 54).overlaps(&beside) && !text(699, 54).overlaps(&beside), "{beside:?}");
        assert!(text(900, 180).overlaps(&beside) && !text(900, 181).overlaps(&beside), "{beside:?}");
    }

    #[test]
    fn other_shapes_have_no_safe_area() {
        for ratio in ["1:1", "16:9", "4:5"] {
            assert_eq!(area(ratio, true), area(ratio, false), "{ratio}");
        }
    }

    #[test]
    fn what_fills_the_frame_lies_upon_all_of_it() {
        for safe_area in [true, false] {
            let area = area("9:16", safe_area);
            for anchor in Anchor::ALL {
                assert_eq!(area.corner(Position::Anchor(anchor), (1080, 1920)), (0, 0), "{anchor:?}");
            }
        }
    }
}
