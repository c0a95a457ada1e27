//! What an accepted start asked for, as the journal keeps it, and where it is.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::course::{Phase, QUEUED_PERMILLE};
use crate::picture::Size;
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::workshop::Kept;

/// At the vendor, for one clip (a guess: Runway states none).
pub(super) const TYPICAL: Duration = Duration::from_secs(40);
/// The name of a task's file.
pub(super) const FILE: &str = "output.mp4";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Task {
    pub(super) size: Size,
    pub(super) seconds: u32,
    pub(super) sound: bool,
    /// What the clip begins with.
    pub(super) start_frame: Option<Kept>,
    /// A picture was fetched but is none.
    pub(super) has_bad_asset: bool,
    /// Of 0.01 USD.
    pub(super) credits: u32,
    /// Until then the task waits for one of the places of its model.
    pub(super) throttled_until_ms: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Throttled,
    At(Phase),
}

impl Task {
    /// None if another version of this crate wrote the start.
    pub(super) fn of(start: &Start) -> Option<Self> {
        Self::deserialize(&start.request).ok()
    }

    pub(super) fn stage(&self, start: &Start, now_ms: i64) -> Stage {
        let Some(free_ms) = self.throttled_until_ms else {
            return Stage::At(start.phase(now_ms, QUEUED_PERMILLE));
        };
        if now_ms < free_ms && start.cancelled_at_ms.is_none() {
            return Stage::Throttled;
        }
        let from_there = Start { at_ms: free_ms, ..start.clone() };
        Stage::At(from_there.phase(now_ms, QUEUED_PERMILLE))
    }

    /// What is charged for a task that ended so: a prompt that moderation refused is not refunded.
    pub(super) fn cost(&self, ending: Ending) -> u32 {
        match ending {
            Ending::Media | Ending::BadMedia | Ending::InputModerated => self.credits,
            Ending::EmptyResult | Ending::OutputModerated | Ending::Failed => 0,
        }
    }
}
