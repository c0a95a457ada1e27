//! How many pixels something has: by numbers, by an aspect ratio, or by the picture that it is made from.

use crate::numbers;
use crate::picture::Size;

/// The size of something, as far as it is known before the picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    Fixed(Size),
    /// The picture's shape with this shorter side.
    Follow {
        short: u32,
    },
}

/// A longer picture is cut.
const LONGEST: f64 = 3.0;

pub(super) const fn size(width: u32, height: u32) -> Size {
    Size { width, height }
}

/// `16:9` with this shorter side, in even pixels.
pub(super) fn by_ratio(ratio: &str, short: u32) -> Size {
    shaped(parse(ratio), short)
}

/// `16:9` with about this many pixels, in even ones.
pub(super) fn by_area(ratio: &str, pixels: u32) -> Size {
    let high = (f64::from(pixels) / parse(ratio)).sqrt();
    size(whole((high * parse(ratio)).floor()) & !1, whole(high.floor()) & !1)
}

impl Frame {
    pub(super) fn resolve(self, picture: Option<Size>) -> Size {
        match (self, picture) {
            (Self::Fixed(size), _) => size,
            (Self::Follow { short }, Some(picture)) => shaped(shape(picture), short),
            (Self::Follow { short }, None) => size(short, short),
        }
    }
}

pub(super) fn pixels(size: Size) -> u64 {
    u64::from(size.width) * u64::from(size.height)
}

fn parse(ratio: &str) -> f64 {
    let parts = ratio.split_once(':').and_then(|(wide, high)| Some((wide.parse().ok()?, high.parse().ok()?)));
    let (wide, high): (f64, f64) = parts.unwrap_or((1.0, 1.0));
    wide / high
}

fn shape(size: Size) -> f64 {
    f64::from(size.width.max(1)) / f64::from(size.height.max(1))
}

fn shaped(shape: f64, short: u32) -> Size {
    let shape = shape.clamp(1.0 / LONGEST, LONGEST);
    let long = |factor: f64| whole(f64::from(short) * factor) & !1;
    if shape >= 1.0 { size(long(shape), short) } else { size(short, long(1.0 / shape)) }
}

fn whole(pixels: f64) -> u32 {
    u32::try_from(numbers::count(pixels)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_has_the_short_side_or_the_area() {
        for (ratio, short, expected) in [
            ("16:9", 720, size(1280, 720)),
            ("9:16", 1080, size(1080, 1920)),
            ("1:1", 480, size(480, 480)),
            ("21:9", 720, size(1680, 720)),
        ] {
            assert_eq!(by_ratio(ratio, short), expected, "{ratio}");
        }
        assert_eq!(by_area("1:1", 2048 * 2048), size(2048, 2048));
        assert_eq!(by_area("16:9", 1024 * 1024), size(1364, 768));
    }

    #[test]
    fn a_frame_follows_the_picture() {
        let frame = Frame::Follow { short: 720 };
        assert_eq!(frame.resolve(Some(size(300, 400))), size(720, 960));
        assert_eq!(frame.resolve(Some(size(1, 9999))), size(720, 2160));
        assert_eq!(Frame::Fixed(size(1, 2)).resolve(Some(size(300, 400))), size(1, 2));
    }
}
