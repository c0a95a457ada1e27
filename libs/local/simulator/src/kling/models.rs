//! The video models, as data: what each takes and what it costs.

use std::ops::RangeInclusive;
use std::time::Duration;

use serde::{Deserialize, Serialize};

#[derive(Debug)]
pub(super) struct Model {
    pub(super) name: &'static str,
    /// In characters.
    pub(super) longest_prompt: usize,
    pub(super) seconds: RangeInclusive<u32>,
    /// From the least number of seconds on.
    pub(super) step: u32,
    pub(super) sound: Sound,
    pub(super) has_multi_shot: bool,
    /// Whether `image-to-video` has it, and what `contents` may hold there.
    pub(super) contents: Option<&'static [&'static str]>,
    /// Native sound and the last frame are for 1080p only.
    pub(super) extras_need_1080p: bool,
    /// None where the model does not have the resolution.
    pub(super) at_720p: Price,
    pub(super) at_1080p: Price,
    pub(super) at_4k: Option<Price>,
    pub(super) typical: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sound {
    /// `settings.audio` decides.
    Switched,
    Always,
}

/// Tenths of a unit (of 0.14 USD) per second.
#[derive(Clone, Copy, Debug)]
pub(super) struct Price {
    pub(super) silent: u32,
    pub(super) native: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Resolution {
    P720,
    P1080,
    K4,
}

/// Parameters and prices: the documentation of 2026-09-20. Durations: live samples of third parties, where
/// there are any.
const MODELS: [Model; 3] = [
    Model {
        name: "kling-2.6",
        longest_prompt: 2500,
        seconds: 5..=10,
        step: 5,
        sound: Sound::Switched,
        has_multi_shot: false,
        contents: Some(&["prompt", "first_frame", "last_frame", "voice"]),
        extras_need_1080p: true,
        at_720p: Price { silent: 3, native: 3 },
        at_1080p: Price { silent: 5, native: 10 },
        at_4k: None,
        typical: Duration::from_mins(1),
    },
    Model {
        name: "kling-3.0",
        longest_prompt: 3072,
        seconds: 3..=15,
        step: 1,
        sound: Sound::Switched,
        has_multi_shot: true,
        contents: Some(&["prompt", "first_frame", "last_frame", "element"]),
        extras_need_1080p: false,
        at_720p: Price { silent: 6, native: 9 },
        at_1080p: Price { silent: 8, native: 12 },
        at_4k: Some(Price { silent: 30, native: 30 }),
        typical: Duration::from_secs(80),
    },
    Model {
        name: "kling-3.0-turbo",
        longest_prompt: 3072,
        seconds: 3..=15,
        step: 1,
        sound: Sound::Always,
        has_multi_shot: false,
        contents: None,
        extras_need_1080p: false,
        at_720p: Price { silent: 8, native: 8 },
        at_1080p: Price { silent: 10, native: 10 },
        at_4k: None,
        typical: Duration::from_secs(28),
    },
];

impl Model {
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        MODELS.iter().find(|model| model.name == name)
    }

    /// Tenths of a unit per second.
    pub(super) fn price(&self, resolution: Resolution, native: bool) -> u32 {
        let price = match resolution {
            Resolution::P720 => self.at_720p,
            Resolution::P1080 => self.at_1080p,
            Resolution::K4 => self.at_4k.unwrap_or(self.at_1080p),
        };
        if native { price.native } else { price.silent }
    }
}

impl Resolution {
    pub(super) fn named(name: &str) -> Self {
        match name {
            "4k" => Self::K4,
            "1080p" => Self::P1080,
            _ => Self::P720,
        }
    }

    pub(super) fn short_side(self) -> u32 {
        match self {
            Self::P720 => 720,
            Self::P1080 => 1080,
            Self::K4 => 2160,
        }
    }
}
