//! The arithmetic of a centre crop, in integers. It knows nothing of pixels.

/// A rectangle inside a picture, in pixels from the top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Crop {
    pub(crate) x: u32,
    pub(crate) y: u32,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// The largest centred part of `from` with the ratio of `to`, to the nearest pixel. No side may be zero.
pub(crate) fn centred(from: (u32, u32), to: (u32, u32)) -> Crop {
    let (from_width, from_height) = from;
    let (width, height) = if is_wider(from, to) {
        (scaled(from_height, to.0, to.1).clamp(1, from_width), from_height)
    } else {
        (from_width, scaled(from_width, to.1, to.0).clamp(1, from_height))
    };
    Crop { x: (from_width - width) / 2, y: (from_height - height) / 2, width, height }
}

fn is_wider(from: (u32, u32), to: (u32, u32)) -> bool {
    u64::from(from.0) * u64::from(to.1) > u64::from(to.0) * u64::from(from.1)
}

/// `side * part / whole`, rounded half up.
pub(crate) fn scaled(side: u32, part: u32, whole: u32) -> u32 {
    let (product, whole) = (u64::from(side) * u64::from(part), u64::from(whole.max(1)));
    u32::try_from((product + whole / 2) / whole).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crop_keeps_the_ratio_and_stays_in_the_middle() {
        let cases = [
            // from, to, (x, y, width, height)
            ((300, 257), (300, 257), (0, 0, 300, 257)),
            ((304, 272), (300, 257), (0, 6, 304, 260)),
            ((1600, 912), (1600, 900), (0, 6, 1600, 900)),
            ((912, 1600), (900, 1600), (6, 0, 900, 1600)),
            ((1024, 1024), (512, 512), (0, 0, 1024, 1024)),
            ((1024, 1024), (1920, 1080), (0, 224, 1024, 576)),
            ((1024, 1024), (1080, 1920), (224, 0, 576, 1024)),
            ((100, 100), (3000, 1000), (0, 33, 100, 33)),
            ((100, 100), (1000, 3000), (33, 0, 33, 100)),
            ((3000, 1000), (100, 100), (1000, 0, 1000, 1000)),
            ((1000, 3000), (300, 100), (0, 1333, 1000, 333)),
            ((2, 2), (1, 16384), (0, 0, 1, 2)),
            ((2, 2), (16384, 1), (0, 0, 2, 1)),
            ((1, 1), (16384, 1), (0, 0, 1, 1)),
            ((16384, 1), (1, 16384), (8191, 0, 1, 1)),
            ((5, 4), (4, 4), (0, 0, 4, 4)),
            ((u32::MAX, u32::MAX), (u32::MAX, 1), (0, 2_147_483_647, u32::MAX, 1)),
        ];
        for (from, to, (x, y, width, height)) in cases {
            assert_eq!(centred(from, to), Crop { x, y, width, height }, "{from:?} to {to:?}");
        }
    }
}
