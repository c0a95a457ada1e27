//! What an accepted start asked for, as it is kept in the journal: a clip, an avatar or speech.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::picture::Size;
use crate::vendor::Vendor;
use crate::workshop::{Kept, Speech};
use crate::world::World;

/// What the usage calls the models that have no name at Kling.
pub(super) const AVATAR: &str = "avatar";
pub(super) const TTS: &str = "tts";
/// For so long after the end of a task its files are there, and a sound can be named by its id.
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
    pub(super) seconds: u32,
    /// What it begins with.
    pub(super) start_frame: Option<Kept>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Avatar {
    pub(super) size: Size,
    /// As long as its sound.
    pub(super) millis: u32,
    pub(super) face: Kept,
    pub(super) sound: AvatarSound,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum AvatarSound {
    Spoken { text: String, voice: Voice },
    Kept(Kept),
}

/// Who speaks a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Voice {
    pub(super) id: String,
}

impl Voice {
    pub(super) fn speech(&self, text: &str) -> Speech {
        Speech { text: text.to_owned(), voice: self.id.clone(), speed: 1.0, rate: 24_000 }
    }
}

/// The text that was spoken under this `audio_id`, and its voice, unless they are no longer kept.
pub(super) fn spoken(world: &World, audio_id: &str) -> Option<(String, Voice)> {
    let start = world.usage.task(Vendor::Kling, audio_id).filter(|start| start.ending.billed(1) > 0)?;
    let age_ms = u64::try_from(world.now_ms().saturating_sub(start.ends_at_ms)).unwrap_or(0);
    match start.request()? {
        Task::Speech(voice) if Duration::from_millis(age_ms) < KEPT_FOR => Some((start.job.prompt, voice)),
        _ => None,
    }
}
