//! The models that are played, as data: what each takes and what it costs.

use crate::picture::Size;

#[derive(Debug)]
pub(super) struct Model {
    pub(super) name: &'static str,
    /// None: `text_to_video` does not have the model.
    pub(super) text: Option<Shape>,
    pub(super) image: Shape,
    pub(super) seconds: Seconds,
    /// In UTF-16 units.
    pub(super) longest_prompt: usize,
    /// What `promptImage` may say of a picture's place.
    pub(super) positions: &'static [&'static str],
    /// Pictures without a place are references.
    pub(super) takes_references: bool,
    pub(super) has_sound: bool,
    pub(super) price: Price,
}

/// What differs between the two endpoints.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) needs_prompt: bool,
    pub(super) needs_ratio: bool,
    pub(super) ratios: &'static [&'static str],
}

/// `least`, `least + step` and so on to `most`.
#[derive(Debug)]
pub(super) struct Seconds {
    pub(super) least: u32,
    pub(super) most: u32,
    pub(super) step: u32,
    /// None: `duration` is required.
    pub(super) default: Option<u32>,
    /// The word `auto` leaves it to the model, which then takes the default.
    pub(super) auto: bool,
}

/// Credits of 0.01 USD per second.
#[derive(Debug)]
pub(super) struct Price {
    pub(super) silent: u32,
    pub(super) with_sound: u32,
    /// On top, above 720p.
    pub(super) large: u32,
}

const HD: &[&str] = &["1280:720", "720:1280"];
const GEN4: &[&str] = &["1280:720", "720:1280", "1104:832", "960:960", "832:1104", "1584:672"];
const VEO: &[&str] = &["1280:720", "720:1280", "1080:1920", "1920:1080"];
const KLING: &[&str] = &["1280:720", "720:1280", "960:960"];
const SEEDANCE: &[&str] = &[
    "992:432",
    "864:496",
    "752:560",
    "640:640",
    "560:752",
    "496:864",
    "1470:630",
    "1280:720",
    "1112:834",
    "960:960",
    "834:1112",
    "720:1280",
    "2206:946",
    "1920:1080",
    "1664:1248",
    "1440:1440",
    "1248:1664",
    "1080:1920",
    "3840:1646",
    "3840:2160",
    "3840:2880",
    "3840:3840",
    "2880:3840",
    "2160:3840",
];

/// Parameters: the SDKs' types. Prices: Runway's documentation of 2026-04, Kling's by analogy with Kling's
/// own. Not documented are: the lengths of `gen4_turbo`, of Seedance and of Kling's prompts; all defaults.
/// A model that can speak does so unless it is told not to, so that a client that forgets to say so hears it.
const MODELS: [Model; 6] = [
    Model {
        name: "gen4.5",
        text: Some(Shape { needs_prompt: true, needs_ratio: true, ratios: HD }),
        image: Shape { needs_prompt: true, needs_ratio: true, ratios: GEN4 },
        seconds: Seconds { least: 2, most: 10, step: 1, default: None, auto: false },
        longest_prompt: 1000,
        positions: &["first"],
        takes_references: false,
        has_sound: false,
        price: Price { silent: 12, with_sound: 12, large: 0 },
    },
    Model {
        name: "gen4_turbo",
        text: None,
        image: Shape { needs_prompt: false, needs_ratio: true, ratios: GEN4 },
        seconds: Seconds { least: 2, most: 10, step: 1, default: Some(10), auto: false },
        longest_prompt: 1000,
        positions: &["first"],
        takes_references: false,
        has_sound: false,
        price: Price { silent: 5, with_sound: 5, large: 0 },
    },
    veo("veo3.1", Price { silent: 20, with_sound: 40, large: 0 }),
    veo("veo3.1_fast", Price { silent: 10, with_sound: 15, large: 0 }),
    Model {
        name: "seedance2",
        text: Some(Shape { needs_prompt: true, needs_ratio: false, ratios: SEEDANCE }),
        image: Shape { needs_prompt: false, needs_ratio: false, ratios: SEEDANCE },
        seconds: Seconds { least: 4, most: 15, step: 1, default: Some(5), auto: true },
        longest_prompt: 3500,
        positions: &["first", "last"],
        takes_references: true,
        has_sound: true,
        price: Price { silent: 36, with_sound: 36, large: 4 },
    },
    Model {
        name: "kling3.0_standard",
        text: Some(Shape { needs_prompt: false, needs_ratio: true, ratios: KLING }),
        image: Shape { needs_prompt: false, needs_ratio: false, ratios: KLING },
        seconds: Seconds { least: 3, most: 15, step: 1, default: Some(5), auto: false },
        longest_prompt: 2500,
        positions: &["first", "last"],
        takes_references: false,
        has_sound: true,
        price: Price { silent: 9, with_sound: 13, large: 0 },
    },
];

const fn veo(name: &'static str, price: Price) -> Model {
    Model {
        name,
        text: Some(Shape { needs_prompt: true, needs_ratio: true, ratios: VEO }),
        image: Shape { needs_prompt: false, needs_ratio: true, ratios: VEO },
        seconds: Seconds { least: 4, most: 8, step: 2, default: Some(8), auto: false },
        longest_prompt: 1000,
        positions: &["first", "last"],
        takes_references: false,
        has_sound: true,
        price,
    }
}

impl Model {
    pub(super) fn all() -> &'static [Self] {
        &MODELS
    }

    pub(super) fn credits(&self, size: Size, seconds: u32, sound: bool) -> u32 {
        let Price { silent, with_sound, large } = self.price;
        // Runway counts 720p by its pixels: 1470:630 and 960:960 are some, 1920:1080 is not.
        let is_large = size.width.saturating_mul(size.height) > 1280 * 800;
        let second = if sound { with_sound } else { silent };
        second.saturating_add(if is_large { large } else { 0 }).saturating_mul(seconds)
    }
}

/// A ratio is the size of the clip: `1280:720`.
pub(super) fn size(ratio: &str) -> Option<Size> {
    let (width, height) = ratio.split_once(':')?;
    Some(Size { width: width.parse().ok()?, height: height.parse().ok()? })
}
