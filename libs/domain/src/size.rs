//! Pixel sizes, and which size a model makes natively for the size that a client asked for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The resolutions that requests may name: each is called by its short side.
pub const RESOLUTIONS: [&str; 2] = ["720p", "1080p"];

/// The short side of a resolution, in pixels.
pub fn short_side(resolution: &str) -> u32 {
    if resolution == "720p" { 720 } else { 1080 }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Size {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

impl Size {
    pub const fn new(width: u32, height: u32) -> Self {
        Self { width, height }
    }

    pub fn pixels(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// `16:9` as a size of 16 × 9.
    pub fn from_ratio(name: &str) -> Option<Self> {
        let (width, height) = name.split_once(':')?;
        let size = Self::new(width.parse().ok()?, height.parse().ok()?);
        (size.width > 0 && size.height > 0).then_some(size)
    }

    /// The size with this short side, in the ratio of `across` to `down`.
    pub const fn with_short_side(short: u32, [across, down]: [u32; 2]) -> Self {
        if across >= down {
            Self::new(short * across / down, short)
        } else {
            Self::new(short, short * down / across)
        }
    }

    pub const fn covers(self, other: Self) -> bool {
        self.width >= other.width && self.height >= other.height
    }

    /// How far apart the two ratios are: 0 for the same ratio, 1000 where one is twice as wide as the other.
    pub fn distance(self, other: Self) -> u64 {
        let across = u64::from(self.width) * u64::from(other.height);
        let down = u64::from(self.height) * u64::from(other.width);
        let (small, large) = (across.min(down).max(1), across.max(down));
        (large - small.min(large)).saturating_mul(1000) / small
    }

    /// A size of the same ratio with at least this many pixels.
    #[must_use]
    pub fn scaled_to(self, pixels: u64) -> Self {
        // width = √(pixels × ratio), in whole numbers, rounded up.
        let ratio = |a: u32, b: u32| pixels.saturating_mul(a.into()).div_ceil(u64::from(b).max(1));
        let root = |square: u64| {
            let root = square.isqrt();
            u32::try_from(if root * root < square { root + 1 } else { root }).unwrap_or(u32::MAX)
        };
        Self::new(root(ratio(self.width, self.height)), root(ratio(self.height, self.width)))
    }

    /// Whether the longer side is at most `ratio` times the shorter one.
    pub fn within_ratio(self, ratio: u32) -> bool {
        let (short, long) = (self.width.min(self.height), self.width.max(self.height));
        u64::from(long) <= u64::from(short) * u64::from(ratio)
    }
}

/// The sizes a model can make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "rule", rename_all = "snake_case", deny_unknown_fields)]
pub enum Sizes {
    /// Any size whose sides are multiples of `multiple_of` and at least `min_side`, and whose area is from `min_pixels`
    /// to `max_pixels`.
    Free {
        /// In pixels.
        multiple_of: u32,
        /// In pixels.
        min_side: u32,
        /// Width × height.
        min_pixels: u64,
        /// Width × height.
        max_pixels: u64,
    },
    /// Only these sizes.
    Listed {
        /// Width and height of each, in pixels.
        sizes: Vec<[u32; 2]>,
    },
    /// A ratio and a tier, both by name. A tier says about how many pixels it has.
    Ratios {
        /// Such as `16:9`.
        ratios: Vec<String>,
        /// From the smallest to the largest.
        tiers: Vec<Tier>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Its name, such as `1K`.
    pub name: String,
    /// About how many pixels its pictures have.
    pub pixels: u64,
}

/// The size that the vendor is asked for. The file is cropped and resized from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Native {
    /// Where it follows from a tier, this is about what the vendor makes.
    #[serde(flatten)]
    pub size: Size,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aspect_ratio: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
}

impl Sizes {
    /// The size with the nearest ratio that is at least as large as `asked` in both directions, where the model has one,
    /// so that the file is cropped and not enlarged. `None`: the model has no size at all, which the catalog's check
    /// rules out.
    pub fn native_for(&self, asked: Size) -> Option<Native> {
        match self {
            Self::Free { .. } => {
                Some(Native { size: self.covering(asked), aspect_ratio: None, resolution: None })
            }
            Self::Listed { sizes } => {
                let sizes = sizes.iter().map(|[width, height]| Size::new(*width, *height));
                let size =
                    sizes.min_by_key(|size| (size.distance(asked), !size.covers(asked), size.pixels()))?;
                Some(Native { size, aspect_ratio: None, resolution: None })
            }
            Self::Ratios { ratios, tiers } => {
                let ratios = ratios.iter().filter_map(|name| Some((name, Size::from_ratio(name)?)));
                let (name, ratio) = ratios.min_by_key(|(_, ratio)| ratio.distance(asked))?;
                let sized = || tiers.iter().map(|tier| (tier, ratio.scaled_to(tier.pixels)));
                let (tier, size) =
                    sized().find(|(_, size)| size.covers(asked)).or_else(|| sized().next_back())?;
                let (aspect_ratio, resolution) = (Some(name.clone()), Some(tier.name.clone()));
                Some(Native { size, aspect_ratio, resolution })
            }
        }
    }

    /// Whether a free size could not be made by its own rule.
    pub fn contradict(&self) -> bool {
        matches!(self, Self::Free { multiple_of, min_side, .. }
            if *multiple_of == 0 || !min_side.is_multiple_of(*multiple_of))
    }

    /// Only a free size can be covered; others are taken as they are.
    fn covering(&self, asked: Size) -> Size {
        let Self::Free { multiple_of, min_side, min_pixels, max_pixels } = self else { return asked };
        let round_up = |side: u32| side.max(*min_side).next_multiple_of((*multiple_of).max(1));
        let multiple = (*multiple_of).max(1);
        let round_down = |side: u32| (side - side % multiple).max(*min_side);
        // The ratio is kept, whatever the size.
        let mut native = match asked.pixels() {
            pixels if pixels > *max_pixels => {
                let reduced = asked.scaled_to(*max_pixels);
                Size::new(round_down(reduced.width), round_down(reduced.height))
            }
            pixels => {
                let enlarged = if pixels < *min_pixels { asked.scaled_to(*min_pixels) } else { asked };
                Size::new(round_up(enlarged.width), round_up(enlarged.height))
            }
        };
        while native.pixels() > *max_pixels && native.width.max(native.height) > *min_side {
            if native.width >= native.height {
                native.width -= multiple_of;
            } else {
                native.height -= multiple_of;
            }
        }
        native
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLUX: Sizes = Sizes::Free { multiple_of: 16, min_side: 64, min_pixels: 0, max_pixels: 4_194_304 };
    const SEEDREAM: Sizes =
        Sizes::Free { multiple_of: 1, min_side: 15, min_pixels: 3_686_400, max_pixels: 16_777_216 };

    fn native(sizes: &Sizes, asked: (u32, u32)) -> (u32, u32) {
        let native = sizes.native_for(Size::new(asked.0, asked.1)).unwrap().size;
        (native.width, native.height)
    }

    #[test]
    fn the_native_size_covers_what_was_asked() {
        for (asked, expected) in [
            ((1024, 1024), (1024, 1024)),
            ((300, 257), (304, 272)),
            ((1600, 900), (1600, 912)),
            ((256, 768), (256, 768)),
            ((2048, 2048), (2048, 2048)),
            ((2047, 2033), (2048, 2048)),
        ] {
            assert_eq!(native(&FLUX, asked), expected, "{asked:?}");
        }
    }

    #[test]
    fn a_minimum_of_pixels_enlarges_at_the_same_ratio() {
        for (asked, expected) in
            [((1080, 1080), (1920, 1920)), ((1920, 1080), (2560, 1440)), ((2048, 2048), (2048, 2048))]
        {
            assert_eq!(native(&SEEDREAM, asked), expected, "{asked:?}");
        }
    }

    #[test]
    fn a_pixel_limit_is_kept_even_where_the_size_cannot_be_covered() {
        let small = Sizes::Free { multiple_of: 16, min_side: 64, min_pixels: 0, max_pixels: 1_000_000 };
        let (width, height) = native(&small, (2048, 1024));
        assert!(width * height <= 1_000_000);
        assert_eq!((width % 16, height % 16), (0, 0));
        assert_eq!((width, height), (1408, 704), "still 2:1");
    }

    #[test]
    fn among_listed_sizes_the_nearest_ratio_is_taken() {
        let listed = Sizes::Listed { sizes: vec![[1024, 1024], [1536, 1024], [1024, 1536]] };
        for (asked, expected) in [
            ((1024, 1024), (1024, 1024)),
            ((500, 600), (1024, 1024)),
            ((1920, 1080), (1536, 1024)),
            ((1080, 1920), (1024, 1536)),
            ((768, 256), (1536, 1024)),
        ] {
            assert_eq!(native(&listed, asked), expected, "{asked:?}");
        }
    }

    #[test]
    fn the_smallest_tier_that_covers_is_taken_or_else_the_largest() {
        let tier = |name: &str, pixels| Tier { name: name.to_owned(), pixels };
        let ratios = ["1:1", "16:9", "9:16", "4:5"].map(str::to_owned).to_vec();
        let both =
            Sizes::Ratios { ratios: ratios.clone(), tiers: vec![tier("1K", 1 << 20), tier("2K", 1 << 22)] };
        let small = Sizes::Ratios { ratios, tiers: vec![tier("1K", 1 << 20)] };
        for (sizes, asked, ratio, tier) in [
            (&both, (720, 720), "1:1", "1K"),
            (&both, (1080, 1080), "1:1", "2K"),
            (&both, (1920, 1080), "16:9", "2K"),
            (&both, (720, 900), "4:5", "1K"),
            (&small, (1920, 1080), "16:9", "1K"),
        ] {
            let native = sizes.native_for(Size::new(asked.0, asked.1)).unwrap();
            assert_eq!(native.aspect_ratio.as_deref(), Some(ratio), "{asked:?}");
            assert_eq!(native.resolution.as_deref(), Some(tier), "{asked:?}");
        }
    }

    #[test]
    fn a_ratio_is_the_same_upright_and_lying() {
        assert!(Size::new(768, 256).within_ratio(3));
        assert!(!Size::new(256, 769).within_ratio(3));
    }
}
