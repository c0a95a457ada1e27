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

pub(super) fn ratios() -> [&'static str; 10] {
    RATIOS.map(|(ratio, ..)| ratio)
}

pub(super) fn pixels(ratio: &str, label: &str) -> Size {
    let found = RATIOS.iter().find(|(name, ..)| *name == ratio);
    let (width, height) = found.map_or((1024, 1024), |(_, width, height)| (*width, *height));
    let times: u32 = match label {
        "2K" => 2,
        "4K" => 4,
        _ => 1,
    };
    Size { width: width.saturating_mul(times), height: height.saturating_mul(times) }
}

/// The ratio that is nearest to a picture's.
pub(super) fn nearest(size: Size) -> &'static str {
    size.nearest(&RATIOS).unwrap_or("1:1")
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
}
