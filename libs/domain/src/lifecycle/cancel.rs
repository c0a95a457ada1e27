//! A client's request that a job stop.

use super::{Next, Stage};
use crate::catalog::Route;
use crate::job::{CancelOutcome, Variant};
use crate::timing::{UNSENT_AFTER_SECONDS, until_heartbeat};
use crate::{ErrorCode, Failure, Job, Model, Timestamp};

/// What can be done about a job that is to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cancellation {
    /// No vendor has any part of it and no step is asking one: it ends at once, free of charge.
    AtOnce,
    /// A vendor that stops it free of charge has a part of it and no step is at work on it, or we render it ourselves.
    Requestable,
    /// A step is handing it to a vendor that can stop it, or has not said to which. Soon it can be requested, or it is in
    /// its queue again, or it is too late.
    Soon,
    /// It has ended, or a vendor has it that cannot stop it, or bills what it has stopped.
    TooLate,
}

impl Job {
    pub fn cancellation(&self, model: Option<&Model>, now: Timestamp) -> Cancellation {
        let route = self.route.as_deref().and_then(|name| model?.route(name));
        let has_begun = self.variants.iter().any(|variant| *variant != Variant::Queued);
        match self.schedule.stage {
            Stage::Rendering => Cancellation::Requestable,
            Stage::Queued | Stage::Waiting
                if self.running().next().is_some() && route.is_some_and(Route::stops_free_of_charge) =>
            {
                Cancellation::Requestable
            }
            Stage::Queued | Stage::Fetching if !has_begun => Cancellation::AtOnce,
            Stage::Starting if self.is_leased(now) && route.is_none_or(|route| route.cancel) => {
                Cancellation::Soon
            }
            _ => Cancellation::TooLate,
        }
    }

    /// The job as it ends before anything was started.
    #[must_use]
    pub fn cancel(mut self, now: Timestamp) -> Self {
        self.cancel_outcome = Some(CancelOutcome::NotStarted);
        let failure = Failure::new(ErrorCode::Canceled);
        match self.give_up(&failure) {
            Next::End { job, outcome } => job.end(outcome, now),
            Next::Continue { job, .. } => *job,
        }
    }

    /// The job under a new chain, so that the messages of the old one end and the step that asks the vendor is the next
    /// one. What no vendor has yet is not started any more. Our own render reads the request off the job when it next
    /// writes its progress down, and goes on under its lease until then.
    #[must_use]
    pub fn request_cancellation(mut self, model: Option<&Model>, now: Timestamp) -> Self {
        self.cancel_outcome = Some(CancelOutcome::Requested);
        if self.schedule.stage == Stage::Rendering {
            return self;
        }
        self.fail_unstarted(&Failure::new(ErrorCode::Canceled));
        if self.schedule.stage == Stage::Queued {
            self.schedule.stage = Stage::Waiting;
            self.schedule.look = 0;
            self.schedule.resends = 0;
        }
        self.schedule.chain += 1;
        // Until the looks that follow prove the new chain alive.
        let looks = model.map_or(0, |model| until_heartbeat(model, self.schedule.look));
        self.schedule.due_at = Some(now.plus_seconds(UNSENT_AFTER_SECONDS + looks));
        self
    }
}
