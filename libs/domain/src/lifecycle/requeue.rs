//! Putting a job back into its queue. The module above says why there is one rule for it.

use super::{Next, Stage, Tick};
use crate::Job;

impl Job {
    /// The job in its queue under a new chain, to be taken up after `delay_seconds` of the clock.
    #[must_use]
    pub fn requeue(mut self, delay_seconds: i64, tick: Tick) -> Next {
        self.schedule.stage = Stage::Queued;
        self.schedule.chain += 1;
        self.schedule.resends = 0;
        self.schedule.lease_until = None;
        self.schedule.due_at = Some(tick.now.plus_seconds(delay_seconds + tick.pace.patience(0)));
        Next::continue_with(self, delay_seconds)
    }
}
