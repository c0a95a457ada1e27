//! Our own render, which is one step from the files to the finished composite.

use super::Stage;
use crate::{Job, Timestamp};

impl Job {
    /// The files are on the worker's disk and the render begins, under the lease that fetching took.
    #[must_use]
    pub fn render(mut self, now: Timestamp) -> Self {
        self.schedule.stage = Stage::Rendering;
        self.schedule.attempts += 1;
        self.schedule.start_errors = 0;
        self.schedule.silent_places.clear();
        self.started_at = self.started_at.or(Some(now));
        self.progress(0)
    }

    /// How far the render is, in percent.
    #[must_use]
    pub const fn progress(mut self, percent: u8) -> Self {
        self.progress_percent = Some(percent);
        self
    }

    /// Whether this is the render that `ours` is: nobody has taken the job up since.
    pub fn is_same_render(&self, ours: &Self) -> bool {
        self.schedule.stage == Stage::Rendering
            && self.schedule.chain == ours.schedule.chain
            && self.schedule.attempts == ours.schedule.attempts
    }
}
