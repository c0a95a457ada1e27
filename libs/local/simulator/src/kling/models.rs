//! The video models that are played, as data, and the `settings` of a clip.

use std::ops::RangeInclusive;
use std::time::Duration;

use crate::fields::{Fields, Why, Wrong};

#[derive(Debug)]
pub(super) struct Model {
    pub(super) name: &'static str,
    /// In characters.
    pub(super) longest_prompt: usize,
    seconds: RangeInclusive<u32>,
    /// From the least number of seconds on.
    step: usize,
    has_multi_shot: bool,
    pub(super) typical: Duration,
}

/// The parameters are those of the documentation of 2026-09-20. The durations are from live samples of third
/// parties.
pub(super) const MODELS: [Model; 2] = [
    Model {
        name: "kling-2.6",
        longest_prompt: 2500,
        seconds: 5..=10,
        step: 5,
        has_multi_shot: false,
        typical: Duration::from_mins(1),
    },
    Model {
        name: "kling-3.0",
        longest_prompt: 3072,
        seconds: 3..=15,
        step: 1,
        has_multi_shot: true,
        typical: Duration::from_secs(80),
    },
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Settings<'a> {
    /// In pixels.
    pub(super) short_side: u32,
    pub(super) aspect_ratio: Option<&'a str>,
    pub(super) seconds: u32,
}

impl Model {
    pub(super) fn find(name: &str) -> Option<&'static Self> {
        MODELS.iter().find(|model| model.name == name)
    }

    pub(super) fn settings<'a>(&self, body: &Fields<'a>) -> Result<Settings<'a>, Wrong> {
        let Some(given) = body.object("settings")? else {
            return Ok(Settings { short_side: 720, aspect_ratio: None, seconds: 5 });
        };
        let resolution = given.choice("resolution", &["720p", "1080p"])?;
        let aspect_ratio = given.choice("aspect_ratio", &["16:9", "9:16", "1:1"])?;
        let seconds = self.duration(&given)?;
        // Sound of its own is not played.
        given.choice("audio", &["off"])?;
        if given.flag("multi_shot")?.is_some() && !self.has_multi_shot {
            return Err(given.other("multi_shot", format!("is not supported by {}", self.name)));
        }
        let short_side = if resolution == Some("1080p") { 1080 } else { 720 };
        Ok(Settings { short_side, aspect_ratio, seconds })
    }

    fn duration(&self, settings: &Fields<'_>) -> Result<u32, Wrong> {
        let Some(asked) = settings.integer("duration")? else { return Ok(5) };
        let allowed = || self.seconds.clone().step_by(self.step);
        allowed().find(|seconds| i64::from(*seconds) == asked).ok_or_else(|| {
            let allowed = allowed().map(|seconds| seconds.to_string()).collect();
            settings.wrong("duration", Why::Unknown { given: asked.to_string(), allowed })
        })
    }
}
