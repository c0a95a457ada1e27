//! Jobs that nobody has moved in time: the message was lost, or the step died.

use super::Stage;
use crate::timing::{MAX_RESENDS, Pace, resend_patience};
use crate::{Job, Timestamp};

impl Job {
    /// Whether the sweeper is to take the job up. Its index lags: the job itself has the last word.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.schedule.due_at.is_some_and(|due_at| due_at <= now) && !self.is_leased(now)
    }

    /// The job as the sweeper sends it again, under a new chain so that a message of the old one that still comes
    /// stops. Only a queued job keeps its chain: its claim lets one message start anyway, and behind a long queue the
    /// first one must not be made void. `None`: it was sent again [`MAX_RESENDS`] times and nobody has moved it.
    #[must_use]
    pub fn resend(mut self, now: Timestamp, pace: Pace) -> Option<Self> {
        if self.schedule.resends >= MAX_RESENDS {
            return None;
        }
        if self.schedule.stage != Stage::Queued {
            self.schedule.chain += 1;
        }
        let patience = pace.seconds(resend_patience(self.schedule.resends));
        self.schedule.resends += 1;
        self.schedule.due_at = Some(now.plus_seconds(patience));
        Some(self)
    }

    /// Nothing helped: the job is next due when it expires.
    #[must_use]
    pub const fn leave_to_deadline(mut self) -> Self {
        self.schedule.due_at = Some(self.schedule.deadline_at);
        self
    }

    /// The job without its lease and due at once: for a stack that knows that no step is alive.
    #[must_use]
    pub const fn wake(mut self, now: Timestamp) -> Self {
        self.schedule.lease_until = None;
        self.schedule.due_at = Some(now);
        self.schedule.resends = 0;
        self
    }
}
