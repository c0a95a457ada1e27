//! The pixels of a ratio and a resolution.

use super::model::Line;
use crate::picture::Size;

pub(super) const RATIOS: [&str; 7] = ["16:9", "4:3", "1:1", "3:4", "9:16", "21:9", "adaptive"];

/// Width and height of 1.0 pro at 480p, 720p and 1080p, from memory (unverified): each about as many pixels as
/// the 16:9 one, sides divisible by 16 or 32.
const OF_ONE: [(&str, [(u32, u32); 3]); 6] = [
    ("16:9", [(864, 480), (1248, 704), (1920, 1088)]),
    ("4:3", [(736, 544), (1120, 832), (1664, 1248)]),
    ("1:1", [(640, 640), (960, 960), (1440, 1440)]),
    ("3:4", [(544, 736), (832, 1120), (1248, 1664)]),
    ("9:16", [(480, 864), (704, 1248), (1088, 1920)]),
    ("21:9", [(960, 416), (1504, 640), (2176, 928)]),
];

pub(super) fn pixels(line: Line, ratio: &str, resolution: &str) -> Size {
    let (short, column) = match resolution {
        "480p" => (480, 0),
        "1080p" => (1080, 2),
        "4k" => (2160, 2),
        _ => (720, 1),
    };
    let table = OF_ONE.iter().find(|(name, _)| line == Line::One && *name == ratio);
    match table.and_then(|(_, sizes)| sizes.get::<usize>(column)) {
        Some((width, height)) => Size { width: *width, height: *height },
        None => of_short_side(ratio, short),
    }
}

/// 2.x keeps the short side, which its prices fit.
fn of_short_side(ratio: &str, short: u32) -> Size {
    let (wide, high) = parts(ratio);
    let even = |side: u32| side & !1;
    let long = |more: u32, less: u32| even(short.saturating_mul(more).checked_div(less).unwrap_or(short));
    if wide >= high {
        Size { width: long(wide, high), height: even(short) }
    } else {
        Size { width: even(short), height: long(high, wide) }
    }
}

fn parts(ratio: &str) -> (u32, u32) {
    let parts = ratio.split_once(':').and_then(|(wide, high)| Some((wide.parse().ok()?, high.parse().ok()?)));
    parts.unwrap_or((16, 9))
}

/// The ratio that is nearest to a picture's, for `adaptive`.
pub(super) fn nearest(size: Size) -> &'static str {
    let wanted = (f64::from(size.width.max(1)) / f64::from(size.height.max(1))).ln();
    let off = |ratio: &str| {
        let (wide, high) = parts(ratio);
        ((f64::from(wide) / f64::from(high)).ln() - wanted).abs()
    };
    let ratios = OF_ONE.iter().map(|(ratio, _)| *ratio);
    ratios.min_by(|a, b| off(a).total_cmp(&off(b))).unwrap_or("16:9")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_and_a_resolution_make_a_size() {
        for (line, ratio, resolution, width, height) in [
            (Line::One, "16:9", "1080p", 1920, 1088),
            (Line::One, "9:16", "480p", 480, 864),
            (Line::Two, "16:9", "480p", 852, 480),
            (Line::Two, "16:9", "720p", 1280, 720),
            (Line::Two, "3:4", "1080p", 1080, 1440),
            (Line::Two, "1:1", "4k", 2160, 2160),
        ] {
            assert_eq!(pixels(line, ratio, resolution), Size { width, height }, "{ratio} {resolution}");
        }
        assert_eq!(nearest(Size { width: 1000, height: 1010 }), "1:1");
        assert_eq!(nearest(Size { width: 1000, height: 1700 }), "9:16");
    }
}
