//! What a request without faults makes, and the files it ends in.

use serde::{Deserialize, Serialize};

use crate::picture::{Format, Size};
use crate::usage::Start;
use crate::workshop::{self, Encoding, Fps, Kept, Recipe, Sound, Still};

/// Samples per second of speech.
const RATE: u32 = 44_100;

/// The job's prompt is drawn or spoken.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Make {
    Pictures(Pictures),
    Clip(Clip),
    Speech { voice: String, speed: f64 },
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Pictures {
    pub(super) size: Size,
    pub(super) count: u32,
    pub(super) format: Format,
    /// Whether the result says the seed.
    pub(super) shows_seed: bool,
    pub(super) inset: Option<Kept>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Clip {
    pub(super) size: Size,
    pub(super) millis: u32,
    pub(super) track: Track,
    pub(super) inset: Option<Kept>,
    #[serde(default)]
    pub(super) references: Vec<Kept>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Track {
    Silent,
    Hum,
    Recording(Kept),
}

impl Make {
    /// The billed units of the start.
    pub(super) fn units(&self) -> u32 {
        match self {
            Self::Pictures(pictures) => pictures.count,
            Self::Clip(_) | Self::Speech { .. } => 1,
        }
    }

    pub(super) fn media_type(&self) -> &'static str {
        match self {
            Self::Pictures(pictures) => pictures.format.media_type(),
            Self::Clip(_) => "video/mp4",
            Self::Speech { .. } => "audio/mpeg",
        }
    }

    /// The names of its files.
    pub(super) fn files(&self) -> Vec<String> {
        match self {
            Self::Pictures(pictures) => {
                let extension = pictures.format.extension();
                (0..pictures.count).map(|place| format!("{place}.{extension}")).collect()
            }
            Self::Clip(_) => vec!["output.mp4".to_owned()],
            Self::Speech { .. } => vec!["speech.mp3".to_owned()],
        }
    }

    pub(super) fn recipe(&self, start: &Start, file: &str) -> Option<Recipe> {
        let place = self.files().iter().position(|name| name == file)?;
        Some(match self {
            Self::Pictures(pictures) => {
                let number = u32::try_from(place).unwrap_or(0);
                Recipe::Still(start.still(pictures.size, pictures.inset.clone(), number), pictures.format)
            }
            Self::Clip(clip) => Recipe::Clip(clip.drawn(start)),
            Self::Speech { voice, speed } => {
                let (text, voice) = (start.job.prompt.clone(), voice.clone());
                let speech = workshop::Speech { text, voice, speed: *speed, rate: RATE };
                Recipe::Sound(Sound { speech, encoding: Encoding::Mp3 { kbps: 128 } })
            }
        })
    }
}

impl Clip {
    fn drawn(&self, start: &Start) -> workshop::Clip {
        let track = match &self.track {
            Track::Silent => workshop::Track::Silent,
            Track::Hum => workshop::Track::Hum,
            Track::Recording(kept) => workshop::Track::Kept(kept.clone()),
        };
        let references = self.references.clone();
        let still = Still { references, ..start.still(self.size, self.inset.clone(), 0) };
        workshop::Clip { still, millis: self.millis, fps: Fps::F24, track }
    }
}
