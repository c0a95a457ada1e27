//! How many pixels something has: by a name, by numbers, by an aspect ratio, or like the picture it is made
//! from.

use crate::numbers;
use crate::picture::Size;

/// What is known of a size before the picture is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    Fixed(Size),
    /// The picture's shape with this shorter side; 16:9 without a picture.
    Follow {
        short: u32,
    },
    /// The one that is nearest in shape; the first without a picture.
    Nearest(Vec<Size>),
    /// The picture's shape with about so many pixels; a square without a picture.
    Area {
        pixels: u32,
    },
}

/// Of `image_size`.
pub(super) const NAMED: [(&str, Size); 6] = [
    ("square_hd", size(1024, 1024)),
    ("square", size(512, 512)),
    ("portrait_4_3", size(768, 1024)),
    ("portrait_16_9", size(576, 1024)),
    ("landscape_4_3", size(1024, 768)),
    ("landscape_16_9", size(1024, 576)),
];
/// A longer picture is cut.
const LONGEST: f64 = 3.0;

pub(super) const fn size(width: u32, height: u32) -> Size {
    Size { width, height }
}

/// `16:9` with this shorter side, in even pixels.
pub(super) fn by_ratio(ratio: &str, short: u32) -> Size {
    let parts = ratio.split_once(':').and_then(|(wide, high)| Some((wide.parse().ok()?, high.parse().ok()?)));
    let (wide, high) = parts.unwrap_or((1.0, 1.0));
    shaped(wide / high, short)
}

impl Frame {
    pub(super) fn resolve(&self, picture: Option<Size>) -> Size {
        match self {
            Self::Fixed(size) => *size,
            Self::Follow { short } => shaped(picture.map_or(16.0 / 9.0, shape), *short),
            Self::Nearest(sizes) => nearest(sizes, picture),
            Self::Area { pixels } => spread(picture.map_or(1.0, shape), *pixels),
        }
    }
}

/// Larger, if it has fewer pixels than that.
pub(super) fn scaled_up(given: Size, least: u32) -> Size {
    if pixels(given) >= u64::from(least) {
        return given;
    }
    let factor = (f64::from(least) / (f64::from(given.width) * f64::from(given.height)).max(1.0)).sqrt();
    // Up to the next 8, so that it is never too few.
    let side = |side: u32| whole(f64::from(side.max(1)) * factor).div_ceil(8).saturating_mul(8);
    size(side(given.width), side(given.height))
}

pub(super) fn pixels(size: Size) -> u64 {
    u64::from(size.width) * u64::from(size.height)
}

fn shape(size: Size) -> f64 {
    f64::from(size.width.max(1)) / f64::from(size.height.max(1))
}

fn shaped(shape: f64, short: u32) -> Size {
    let shape = shape.clamp(1.0 / LONGEST, LONGEST);
    let long = |factor: f64| whole(f64::from(short) * factor) & !1;
    if shape >= 1.0 { size(long(shape), short) } else { size(short, long(1.0 / shape)) }
}

fn spread(shape: f64, pixels: u32) -> Size {
    let shape = shape.clamp(1.0 / LONGEST, LONGEST);
    let high = (f64::from(pixels) / shape).sqrt();
    let side = |side: f64| whole(side.floor()) & !1;
    size(side(high * shape), side(high))
}

fn nearest(sizes: &[Size], picture: Option<Size>) -> Size {
    let first = sizes.first().copied().unwrap_or(size(1024, 1024));
    let Some(wanted) = picture.map(shape) else { return first };
    let off = |size: &Size| (shape(*size).ln() - wanted.ln()).abs();
    sizes.iter().copied().min_by(|a, b| off(a).total_cmp(&off(b))).unwrap_or(first)
}

fn whole(pixels: f64) -> u32 {
    u32::try_from(numbers::count(pixels)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_has_the_short_side() {
        for (ratio, short, expected) in [
            ("16:9", 720, size(1280, 720)),
            ("9:16", 1080, size(1080, 1920)),
            ("1:1", 480, size(480, 480)),
            ("21:9", 720, size(1680, 720)),
            ("9:21", 480, size(480, 1120)),
        ] {
            assert_eq!(by_ratio(ratio, short), expected, "{ratio}");
        }
    }

    #[test]
    fn a_frame_follows_the_picture() {
        let picture = Some(size(300, 400));
        assert_eq!(Frame::Follow { short: 720 }.resolve(picture), size(720, 960));
        assert_eq!(Frame::Follow { short: 720 }.resolve(None), size(1280, 720));
        assert_eq!(Frame::Follow { short: 720 }.resolve(Some(size(1, 9999))), size(720, 2160));
        let two = Frame::Nearest(vec![size(16, 9), size(9, 16)]);
        assert_eq!((two.resolve(picture), two.resolve(None)), (size(9, 16), size(16, 9)));
        assert_eq!(Frame::Area { pixels: 2048 * 2048 }.resolve(None), size(2048, 2048));
        let spread = Frame::Area { pixels: 4096 * 4096 }.resolve(picture);
        assert!(
            (pixels(spread) <= 4096 * 4096) && shape(spread) > 0.749 && shape(spread) < 0.751,
            "{spread:?}"
        );
    }

    #[test]
    fn a_small_size_is_scaled_up() {
        assert_eq!(scaled_up(size(1024, 1024), 921_600), size(1024, 1024));
        let scaled = scaled_up(size(1024, 768), 921_600);
        assert!(pixels(scaled) >= 921_600 && pixels(scaled) < 940_000, "{scaled:?}");
    }
}
