//! How a picture of the model's size becomes one of the size that was asked for: it is scaled until it covers that, and
//! what hangs over is cut from both sides alike.

use crate::size::Size;

const PER_MILLE: u64 = 1000;
const PERCENT: u64 = 100;
/// A smaller change than this is not seen: a size that the model rounds up to a multiple of 16 is no warning.
const NOT_SEEN_PER_MILLE: u64 = 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fitted {
    /// What is cut from left and right together, in thousandths of the model's width.
    pub(super) sides_per_mille: u64,
    /// What is cut from top and bottom together, in thousandths of the model's height.
    pub(super) top_and_bottom_per_mille: u64,
    /// The scale in percent. Above 100 the picture is enlarged.
    pub(super) scale_percent: u64,
}

impl Fitted {
    pub(super) fn new(native: Size, asked: Size) -> Self {
        // Of two ratios the larger cross product belongs to the wider one.
        let native_wide = u64::from(native.width) * u64::from(asked.height);
        let asked_wide = u64::from(asked.width) * u64::from(native.height);
        let (wider, narrower) = (native_wide.max(asked_wide).max(1), native_wide.min(asked_wide));
        let cut = ((wider - narrower) * PER_MILLE + wider / 2) / wider;
        let (sides, top, scale) = if native_wide >= asked_wide {
            (cut, 0, percent(asked.height, native.height))
        } else {
            (0, cut, percent(asked.width, native.width))
        };
        Self { sides_per_mille: sides, top_and_bottom_per_mille: top, scale_percent: scale }
    }

    pub(super) const fn is_cropped(self) -> bool {
        self.sides_per_mille + self.top_and_bottom_per_mille > 0
    }

    pub(super) const fn is_seen_to_be_cropped(self) -> bool {
        self.sides_per_mille + self.top_and_bottom_per_mille >= NOT_SEEN_PER_MILLE
    }

    pub(super) const fn is_enlarged(self) -> bool {
        self.scale_percent > PERCENT
    }

    pub(super) const fn is_seen_to_be_enlarged(self) -> bool {
        self.scale_percent >= PERCENT + NOT_SEEN_PER_MILLE / 10
    }
}

/// Rounded to the nearest.
fn percent(asked: u32, native: u32) -> u64 {
    let native = u64::from(native.max(1));
    (u64::from(asked) * PERCENT + native / 2) / native
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hangs_over_is_cut_and_what_is_small_is_enlarged() {
        for (native, asked, sides, top, scale) in [
            ((1024, 1024), (1024, 1024), 0, 0, 100),
            ((1024, 1536), (1080, 1920), 156, 0, 125),
            ((1536, 1024), (1920, 1080), 0, 156, 125),
            ((1920, 1920), (1080, 1080), 0, 0, 56),
            ((1920, 1088), (1920, 1080), 0, 7, 100),
            ((1536, 1024), (768, 256), 0, 500, 50),
        ] {
            let size = |(width, height)| Size::new(width, height);
            let expected =
                Fitted { sides_per_mille: sides, top_and_bottom_per_mille: top, scale_percent: scale };
            assert_eq!(Fitted::new(size(native), size(asked)), expected, "{native:?} {asked:?}");
        }
    }
}
