//! What an accepted start asked for, as the journal keeps it: a clip, an avatar or speech.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::models::Resolution;
use crate::course::{Phase, QUEUED_PERMILLE};
use crate::picture::Size;
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::workshop::{Kept, Speech};
use crate::world::World;

/// The names, in what is counted, of the models that have none at Kling.
pub(super) const AVATAR: &str = "avatar";
pub(super) const TTS: &str = "tts";
/// From the end of a task on its files are there, and a sound can be named by its id.
pub(super) const KEPT_FOR: Duration = Duration::from_hours(30 * 24);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Task {
    Clip(Clip),
    Avatar(Avatar),
    Speech(Voice),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Clip {
    pub(super) size: Size,
    pub(super) resolution: Resolution,
    pub(super) seconds: u32,
    pub(super) sound: bool,
    /// What it begins with.
    pub(super) start_frame: Option<Kept>,
    pub(super) watermark: bool,
    /// Tenths of a unit.
    pub(super) price: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Avatar {
    pub(super) size: Size,
    /// As long as its sound.
    pub(super) millis: u32,
    pub(super) face: Kept,
    pub(super) sound: AvatarSound,
    pub(super) watermark: bool,
    /// Tenths of a unit.
    pub(super) price: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum AvatarSound {
    Spoken { text: String, voice: Voice },
    Kept(Kept),
}

/// How the job's prompt is spoken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Voice {
    pub(super) id: String,
    pub(super) speed: f64,
}

impl Task {
    /// None if another version of this crate wrote the start.
    pub(super) fn of(start: &Start) -> Option<Self> {
        Self::deserialize(&start.request).ok()
    }

    /// Tenths of a unit.
    pub(super) fn price(&self) -> u32 {
        match self {
            Self::Clip(clip) => clip.price,
            Self::Avatar(avatar) => avatar.price,
            // Half a tenth, in truth.
            Self::Speech(_) => 1,
        }
    }

    pub(super) fn millis(&self, start: &Start) -> u32 {
        match self {
            Self::Clip(clip) => clip.seconds.saturating_mul(1000),
            Self::Avatar(avatar) => avatar.millis,
            Self::Speech(voice) => voice.speech(&start.job.prompt).millis(),
        }
    }

    pub(super) fn has_watermark(&self) -> bool {
        match self {
            Self::Clip(clip) => clip.watermark,
            Self::Avatar(avatar) => avatar.watermark,
            Self::Speech(_) => false,
        }
    }
}

impl Voice {
    pub(super) fn speech(&self, text: &str) -> Speech {
        Speech { text: text.to_owned(), voice: self.id.clone(), speed: self.speed, rate: 24_000 }
    }
}

/// What was said under this `audio_id`, and how, unless it was cleared away.
pub(super) fn spoken(world: &World, audio_id: &str) -> Option<(String, Voice)> {
    let start = world.usage.task(Vendor::Kling, audio_id).filter(|start| start.ending.billed(1) > 0)?;
    let age_ms = u64::try_from(world.now_ms().saturating_sub(start.ends_at_ms)).unwrap_or(0);
    match Task::of(&start)? {
        Task::Speech(voice) if Duration::from_millis(age_ms) < KEPT_FOR => Some((start.job.prompt, voice)),
        _ => None,
    }
}

/// Where a task is and since when, in the words of the new standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    pub(super) status: &'static str,
    /// Why it failed; else empty.
    pub(super) message: &'static str,
    pub(super) since_ms: i64,
    /// There are files.
    pub(super) has_files: bool,
}

impl State {
    pub(super) fn of(start: &Start, now_ms: i64) -> Self {
        let since = |status, since_ms| Self { status, message: "", since_ms, has_files: false };
        let failed = |message| Self { message, ..since("failed", start.ends_at_ms) };
        match start.phase(now_ms, QUEUED_PERMILLE) {
            Phase::Queued => since("submitted", start.at_ms),
            Phase::Running { .. } => {
                let whole_ms = start.ends_at_ms.saturating_sub(start.at_ms);
                let queued_ms = whole_ms.saturating_mul(i64::from(QUEUED_PERMILLE)) / 1000;
                since("processing", start.at_ms.saturating_add(queued_ms))
            }
            Phase::Over(Ending::Media | Ending::BadMedia) => {
                Self { has_files: true, ..since("succeeded", start.ends_at_ms) }
            }
            Phase::Over(Ending::EmptyResult) => since("succeeded", start.ends_at_ms),
            // The first of them is refused before it is a task.
            Phase::Over(Ending::InputModerated | Ending::OutputModerated) => {
                failed("Failure to pass the risk control system")
            }
            // Kling has no cancel.
            Phase::Over(Ending::Failed) | Phase::Cancelled => failed("Generation failed, please try again"),
        }
    }
}
