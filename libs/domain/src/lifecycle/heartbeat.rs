//! Every few looks a chain of messages records on the job that it is alive; a forked chain loses here. `store` carries
//! a heartbeat out as one conditional write; [`Job::heartbeat`] is the same rule on a job in memory.

use super::{Stage, Tick};
use crate::timing::until_heartbeat;
use crate::{Job, Model, Timestamp};

/// What a chain records of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heartbeat {
    pub chain: u32,
    /// The look that comes next.
    pub look: u32,
    /// How far the vendor says it is; where it says nothing, what it said before stays.
    pub progress_percent: Option<u8>,
    pub due_at: Timestamp,
}

impl Heartbeat {
    /// Before look number `look`.
    pub fn new(chain: u32, look: u32, progress_percent: Option<u8>, model: &Model, tick: Tick) -> Self {
        let patience = tick.pace.patience(until_heartbeat(model, look));
        Self { chain, look, progress_percent, due_at: tick.now.plus_seconds(patience) }
    }
}

impl Job {
    /// The job with the look recorded. `None`: it has moved on, or another copy of the message was here first.
    #[must_use]
    pub fn heartbeat(mut self, heartbeat: Heartbeat) -> Option<Self> {
        let is_alive = self.schedule.stage == Stage::Waiting
            && self.schedule.chain == heartbeat.chain
            && self.schedule.look < heartbeat.look;
        if !is_alive {
            return None;
        }
        self.schedule.look = heartbeat.look;
        self.schedule.due_at = Some(heartbeat.due_at);
        self.progress_percent = heartbeat.progress_percent.or(self.progress_percent);
        Some(self)
    }
}
