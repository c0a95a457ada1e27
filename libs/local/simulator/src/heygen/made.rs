//! What the API made or was given, as the journal keeps it, and the file behind each delivery link.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::speech::Spoken;
use super::video::Video;
use crate::link;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::workshop::{KeptPicture, KeptSound, Recipe};
use crate::world::World;

/// Seven days, signed afresh by every poll, in the older API; v3 states nothing.
const VALID: Duration = Duration::from_hours(7 * 24);

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "made", rename_all = "snake_case")]
pub(super) enum Made {
    Video(Video),
    Speech(Spoken),
    Asset(Asset),
}

/// Uploaded by the client.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Asset {
    Picture(KeptPicture),
    Sound(KeptSound),
}

impl Made {
    /// None if another version of this crate wrote the start.
    pub(super) fn of(start: &Start) -> Option<Self> {
        Self::deserialize(&start.request).ok()
    }
}

/// The whole URL of one file, signed now.
pub(super) fn link(world: &World, start: &Start, file: &str) -> Option<String> {
    link::to(world, Vendor::Heygen, &start.task, file, world.now_ms(), VALID)
}

pub(super) fn find(world: &World, start: &Start, file: &str) -> Option<Recipe> {
    if start.deleted_at_ms.is_some() {
        return None;
    }
    match Made::of(start)? {
        Made::Video(video) => video.file(world, start, file),
        Made::Speech(spoken) => spoken.file(start, file),
        Made::Asset(_) => None,
    }
}
