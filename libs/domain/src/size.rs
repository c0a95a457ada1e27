//! Pixel sizes: which size a model makes natively for the size a client asked for.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

impl Size {
    pub const fn new(width: u32, height: u32) -> Self {
        Self { width, height }
    }

    pub fn pixels(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// Whether the longer side is at most `ratio` times the shorter one.
    pub fn within_ratio(self, ratio: u32) -> bool {
        let (short, long) = (self.width.min(self.height), self.width.max(self.height));
        u64::from(long) <= u64::from(short) * u64::from(ratio)
    }
}

/// The sizes a model can make: both sides a multiple of `multiple_of`, at least `min_side`, and at
/// most `max_pixels` together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NativeSizes {
    pub multiple_of: u32,
    pub min_side: u32,
    pub max_pixels: u64,
}

impl NativeSizes {
    /// The smallest native size that covers `asked` in both directions, so that the file is cropped and
    /// never blown up; where the model's pixel limit forbids that, the longer side gives way.
    #[must_use]
    pub fn covering(&self, asked: Size) -> Size {
        let mut native = Size::new(self.round_up(asked.width), self.round_up(asked.height));
        while native.pixels() > self.max_pixels && native.width.max(native.height) > self.min_side {
            if native.width >= native.height {
                native.width -= self.multiple_of;
            } else {
                native.height -= self.multiple_of;
            }
        }
        native
    }

    fn round_up(&self, side: u32) -> u32 {
        side.max(self.min_side).next_multiple_of(self.multiple_of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLUX: NativeSizes = NativeSizes { multiple_of: 16, min_side: 64, max_pixels: 4_194_304 };

    #[test]
    fn the_native_size_covers_what_was_asked() {
        for (asked, native) in [
            ((1024, 1024), (1024, 1024)),
            ((300, 257), (304, 272)),
            ((1600, 900), (1600, 912)),
            ((256, 768), (256, 768)),
            ((2048, 2048), (2048, 2048)),
            ((2047, 2033), (2048, 2048)),
        ] {
            assert_eq!(
                FLUX.covering(Size::new(asked.0, asked.1)),
                Size::new(native.0, native.1),
                "{asked:?}"
            );
        }
    }

    #[test]
    fn a_pixel_limit_is_kept_even_where_the_size_cannot_be_covered() {
        let small = NativeSizes { max_pixels: 1_000_000, ..FLUX };
        let native = small.covering(Size::new(2048, 1024));
        assert!(native.pixels() <= 1_000_000);
        assert_eq!((native.width % 16, native.height % 16), (0, 0));
    }

    #[test]
    fn a_ratio_is_measured_either_way_round() {
        assert!(Size::new(768, 256).within_ratio(3));
        assert!(!Size::new(256, 769).within_ratio(3));
    }
}
