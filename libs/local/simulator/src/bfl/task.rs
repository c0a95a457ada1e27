//! What an accepted start asked for, as the journal keeps it, and its price.

use serde::{Deserialize, Serialize};

use crate::picture::{Format, Picture, Size};
use crate::usage::Start;

pub(super) const MODEL: &str = "flux-2-pro";
/// Seeds are 31 bits wide, so that one read off a picture can be asked for.
const MAX_SEED: i64 = 0x7fff_ffff;
const PIXELS_OF_A_MEGAPIXEL: u32 = 1024 * 1024;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Task {
    pub(super) size: Size,
    /// As asked; [`Task::seed`] is the one used.
    pub(super) seed: Option<i64>,
    pub(super) format: Format,
    /// Switches prompt upsampling off.
    pub(super) disable_pup: bool,
    pub(super) input_images: u32,
    pub(super) webhook_url: Option<String>,
}

impl Task {
    /// None if another version of this crate wrote the start.
    pub(super) fn of(start: &Start) -> Option<Self> {
        Self::deserialize(&start.request).ok()
    }

    /// A start that asks for no seed gets one that depends on its prompt and size alone, so that the same
    /// request gives the same file.
    pub(super) fn seed(&self, prompt: &str) -> i64 {
        self.seed.unwrap_or_else(|| i64::from(Picture::any_seed(prompt, self.size)) & MAX_SEED)
    }

    /// The name of its file.
    pub(super) fn file(&self) -> String {
        format!("sample.{}", self.format.extension())
    }

    /// Rounded up, as the price does.
    pub(super) fn output_mp(&self) -> u32 {
        self.size.width.saturating_mul(self.size.height).div_ceil(PIXELS_OF_A_MEGAPIXEL)
    }

    /// Every input image counts as one megapixel.
    pub(super) fn input_mp(&self) -> u32 {
        self.input_images
    }

    /// In credits of 0.01 USD: 3 for the first megapixel, 1.5 for each further one, in or out (BFL, pricing
    /// page of November 2026).
    pub(super) fn cost(&self) -> f64 {
        let further = self.output_mp().saturating_sub(1).saturating_add(self.input_mp());
        1.5_f64.mul_add(f64::from(further), 3.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_price_follows_the_megapixels() {
        for (width, height, input_images, credits) in [
            (64, 64, 0, 3.0),
            (1024, 1024, 0, 3.0),
            (1040, 1024, 0, 4.5),
            (2048, 2048, 0, 7.5),
            (1024, 1024, 1, 4.5),
            (2048, 1024, 8, 16.5),
        ] {
            let task = Task {
                size: Size { width, height },
                seed: None,
                format: Format::Png,
                disable_pup: false,
                input_images,
                webhook_url: None,
            };
            assert!((task.cost() - credits).abs() < f64::EPSILON, "{task:?}");
        }
    }
}
