//! The pixels of an aspect ratio and a size label. Google documents 1024, 2048 and 4096 for a square; the
//! other pairs are from memory (unverified), near enough for a client that looks at the ratio.

use crate::picture::Size;

/// At `1K`.
const RATIOS: [(&str, u32, u32); 10] = [
    ("1:1", 1024, 1024),
    ("2:3", 848, 1264),
    ("3:2", 1264, 848),
    ("3:4", 896, 1200),
    ("4:3", 1200, 896),
    ("4:5", 928, 1152),
    ("5:4", 1152, 928),
    ("9:16", 768, 1376),
    ("16:9", 1376, 768),
    ("21:9", 1584, 672),
];
/// Of `gemini-3.1-flash-image`.
const LONG_RATIOS: [(&str, u32, u32); 4] =
    [("1:4", 512, 2048), ("4:1", 2048, 512), ("1:8", 352, 2816), ("8:1", 2816, 352)];

pub(super) fn ratios(long_ratios: bool) -> Vec<&'static str> {
    let long = LONG_RATIOS.iter().filter(|_| long_ratios);
    RATIOS.iter().chain(long).map(|(ratio, ..)| *ratio).collect()
}

pub(super) fn pixels(ratio: &str, label: &str) -> Size {
    let found = RATIOS.iter().chain(&LONG_RATIOS).find(|(name, ..)| *name == ratio);
    let (width, height) = found.map_or((1024, 1024), |(_, width, height)| (*width, *height));
    let scaled = |side: u32| match label {
        "512" => side / 2,
        "2K" => side.saturating_mul(2),
        "4K" => side.saturating_mul(4),
        _ => side,
    };
    Size { width: scaled(width), height: scaled(height) }
}

/// The ratio that is nearest to a picture's.
pub(super) fn nearest(size: Size) -> &'static str {
    let shape = |width: u32, height: u32| (f64::from(width) / f64::from(height.max(1))).ln();
    let wanted = shape(size.width.max(1), size.height);
    let off = |width: u32, height: u32| (shape(width, height) - wanted).abs();
    let nearest = RATIOS.iter().min_by(|a, b| off(a.1, a.2).total_cmp(&off(b.1, b.2)));
    nearest.map_or("1:1", |(ratio, ..)| ratio)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_keeps_its_shape() {
        for (width, height, ratio) in
            [(500, 500, "1:1"), (1920, 1080, "16:9"), (900, 1600, "9:16"), (3, 1, "21:9")]
        {
            assert_eq!(nearest(Size { width, height }), ratio);
        }
    }

    #[test]
    fn a_label_scales_the_pixels() {
        for (ratio, label, width, height) in [
            ("1:1", "1K", 1024, 1024),
            ("1:1", "4K", 4096, 4096),
            ("16:9", "2K", 2752, 1536),
            ("1:4", "512", 256, 1024),
        ] {
            assert_eq!(pixels(ratio, label), Size { width, height }, "{ratio} {label}");
        }
    }
}
