//! What an input asks for, before the pictures and sounds it names are looked at.

use std::time::Duration;

use super::make::Extra;
use super::sizes::Frame;
use crate::accept::between;
use crate::picture::Format;

#[derive(Debug)]
pub(super) struct Asked<'a> {
    /// None where only a recording is given.
    pub(super) prompt: Option<String>,
    pub(super) seed: Option<i64>,
    /// All are looked at, the first is to be seen.
    pub(super) pictures: Vec<Source<'a>>,
    pub(super) sound: Option<Source<'a>>,
    pub(super) plan: Plan,
}

/// A picture or a sound that an input names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source<'a> {
    pub(super) path: String,
    pub(super) url: &'a str,
}

#[derive(Clone, Debug)]
pub(super) enum Plan {
    Pictures(Pictures),
    Clip(Clip),
    Speech(Speech),
}

#[derive(Clone, Debug)]
pub(super) struct Pictures {
    pub(super) frame: Frame,
    pub(super) count: u32,
    pub(super) format: Format,
    pub(super) extra: Extra,
    pub(super) place: Place,
}

/// Where the files of a result are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Link,
    /// In the result itself: `sync_mode`.
    Inline,
}

#[derive(Clone, Debug)]
pub(super) struct Clip {
    pub(super) frame: Frame,
    pub(super) track: Track,
    pub(super) extra: Extra,
}

/// What is heard, which also says how long a clip is.
#[derive(Clone, Debug)]
pub(super) enum Track {
    Silent {
        millis: u32,
    },
    Hum {
        millis: u32,
    },
    Recording,
    /// The prompt.
    Script {
        voice: String,
        speed: f64,
    },
}

#[derive(Clone, Debug)]
pub(super) struct Speech {
    pub(super) voice: String,
    pub(super) speed: f64,
    pub(super) timestamps: bool,
}

impl Plan {
    /// Before the length of a recording, which comes on top. Third-party notes for pictures, guesses else.
    pub(super) fn typical(&self, prompt: &str) -> Duration {
        let [least, most] = match self {
            Self::Pictures(_) => [6, 15],
            Self::Clip(_) => [60, 120],
            Self::Speech(_) => [2, 4],
        };
        between(Duration::from_secs(least), Duration::from_secs(most), prompt)
    }
}
