//! What an input asks for, before the pictures and the recording that it names are fetched.

use std::time::Duration;

use super::sizes::Frame;
use crate::accept::between;
use crate::picture::Format;

#[derive(Debug)]
pub(super) struct Asked<'a> {
    /// None where only a recording is given.
    pub(super) prompt: Option<String>,
    pub(super) seed: Option<i64>,
    /// All of them are fetched; the first one shows, or all of them where a clip refers to them.
    pub(super) pictures: Vec<Source<'a>>,
    /// A clip does not begin with its pictures but refers to them.
    pub(super) refers: bool,
    pub(super) recording: Option<Source<'a>>,
    pub(super) plan: Plan,
}

/// A picture or a recording that an input names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source<'a> {
    pub(super) path: String,
    pub(super) url: &'a str,
}

#[derive(Clone, Debug)]
pub(super) enum Plan {
    Pictures { frame: Frame, count: u32, format: Format, shows_seed: bool },
    Clip { frame: Frame, track: Track },
    Speech { voice: String, speed: f64 },
}

/// What a clip sounds like, which also says how long it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Track {
    Silent { millis: u32 },
    Hum { millis: u32 },
    Recording,
}

impl<'a> Asked<'a> {
    pub(super) fn of_prompt(prompt: &str, pictures: Vec<Source<'a>>, plan: Plan) -> Self {
        Self { prompt: Some(prompt.to_owned()), seed: None, pictures, refers: false, recording: None, plan }
    }
}

impl Plan {
    /// Without the length of a recording, which comes on top. From third-party notes for pictures, else guesses.
    pub(super) fn typical(&self, prompt: &str) -> Duration {
        let [least, most] = match self {
            Self::Pictures { .. } => [6, 15],
            Self::Clip { .. } => [60, 120],
            Self::Speech { .. } => [2, 4],
        };
        between(Duration::from_secs(least), Duration::from_secs(most), prompt)
    }
}
