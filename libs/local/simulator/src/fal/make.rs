//! What a request without faults makes, and the files it ends in.

use serde::{Deserialize, Serialize};

use crate::picture::{Format, Picture, Size};
use crate::usage::Start;
use crate::workshop::{self, Encoding, Fps, Kept, Recipe, Sound, Still};

/// Samples per second of speech.
const RATE: u32 = 44_100;

/// The prompt of the job is what is drawn or said.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Make {
    Pictures(Pictures),
    Clip(Clip),
    Speech(Speech),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Pictures {
    pub(super) size: Size,
    pub(super) count: u32,
    pub(super) format: Format,
    pub(super) inline: bool,
    pub(super) extra: Extra,
    pub(super) seed: i64,
    pub(super) inset: Option<Kept>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Clip {
    pub(super) size: Size,
    pub(super) millis: u32,
    pub(super) heard: Heard,
    pub(super) extra: Extra,
    pub(super) seed: i64,
    pub(super) inset: Option<Kept>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Heard {
    Silent,
    Hum,
    Recording(Kept),
    Script { voice: String, speed: f64 },
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Speech {
    pub(super) voice: String,
    pub(super) speed: f64,
    pub(super) timestamps: bool,
}

/// What a result says next to its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Extra {
    Nothing,
    Seed,
    Description,
    Duration,
}

impl Make {
    /// The names of its files.
    pub(super) fn files(&self) -> Vec<String> {
        match self {
            Self::Pictures(pictures) => {
                let extension = pictures.format.extension();
                (0..pictures.count).map(|place| format!("{place}.{extension}")).collect()
            }
            Self::Clip(_) => vec!["output.mp4".to_owned()],
            Self::Speech(_) => vec!["speech.mp3".to_owned()],
        }
    }

    pub(super) fn recipe(&self, start: &Start, file: &str) -> Option<Recipe> {
        let place = self.files().iter().position(|name| name == file)?;
        Some(match self {
            Self::Pictures(pictures) => {
                let seed = pictures.seed.wrapping_add(i64::try_from(place).unwrap_or(0));
                let still = still(start, pictures.size, seed, pictures.inset.as_ref());
                Recipe::Still(still, pictures.format)
            }
            Self::Clip(clip) => Recipe::Clip(clip.drawn(start)),
            Self::Speech(speech) => {
                let speech = speech.spoken(&start.job.prompt);
                Recipe::Sound(Sound { speech, encoding: Encoding::Mp3 { kbps: 128 } })
            }
        })
    }
}

impl Clip {
    fn drawn(&self, start: &Start) -> workshop::Clip {
        let track = match &self.heard {
            Heard::Silent => workshop::Track::Silent,
            Heard::Hum => workshop::Track::Hum,
            Heard::Recording(kept) => workshop::Track::Kept(kept.clone()),
            Heard::Script { voice, speed } => {
                workshop::Track::Spoken(speech(&start.job.prompt, voice, *speed))
            }
        };
        let still = still(start, self.size, self.seed, self.inset.as_ref());
        workshop::Clip { still, millis: self.millis, fps: Fps::F24, track }
    }
}

impl Speech {
    pub(super) fn spoken(&self, text: &str) -> workshop::Speech {
        speech(text, &self.voice, self.speed)
    }
}

pub(super) fn speech(text: &str, voice: &str, speed: f64) -> workshop::Speech {
    workshop::Speech { text: text.to_owned(), voice: voice.to_owned(), speed, rate: RATE }
}

fn still(start: &Start, size: Size, seed: i64, inset: Option<&Kept>) -> Still {
    let (prompt, model) = (start.job.prompt.clone(), start.job.model.clone());
    Still { picture: Picture { prompt, model, size, seed }, inset: inset.cloned() }
}
