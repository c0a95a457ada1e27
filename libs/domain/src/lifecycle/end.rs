//! The end of a job, which is final: completed and charged, or failed and free of charge.

use super::{Next, Stage};
use crate::job::{CancelOutcome, LowBalance};
use crate::timing::{SAVING_GRACE_SECONDS, UNSENT_AFTER_SECONDS};
use crate::{Cents, ErrorCode, Failure, Job, Phase, Timestamp};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Completed { cost: Cents },
    Failed { failure: Failure },
}

impl Job {
    /// Fails every variant that is open. What was made by then is delivered; what a vendor may be at work on is billed.
    #[must_use]
    pub fn give_up(mut self, failure: &Failure) -> Next {
        for index in 0..self.variants.len() {
            let phase = self.phase_when_given_up(index).unwrap_or(Phase::Start);
            self.fail(index, failure.clone(), phase, None);
        }
        let outcome = self.outcome().unwrap_or_else(|| Outcome::Failed { failure: failure.clone() });
        Next::end(self, outcome)
    }

    /// Gives up a job whose deadline is past. `None`: it has ended, it has time left (its deadline moves when a vendor
    /// accepts it, and a message may be older), or a step that holds the lease is saving or rendering its results and
    /// gets [`SAVING_GRACE_SECONDS`] more.
    #[must_use]
    pub fn expire(self, now: Timestamp) -> Option<Next> {
        let grace = self.schedule.deadline_at.plus_seconds(SAVING_GRACE_SECONDS);
        let is_finishing = matches!(self.schedule.stage, Stage::Saving | Stage::Rendering)
            && self.is_leased(now)
            && now < grace;
        if self.status().is_terminal() || now < self.schedule.deadline_at || is_finishing {
            return None;
        }
        let failure = self.why_late();
        Some(self.give_up(&failure))
    }

    /// A job that no vendor has accepted may know why a route could not make it, which tells more than the time.
    fn why_late(&self) -> Failure {
        let not_here = self.schedule.not_here.clone().filter(|_| self.vendor.is_none());
        not_here.unwrap_or_else(|| Failure::new(ErrorCode::TimedOut))
    }

    /// The job as it ends.
    #[must_use]
    pub fn end(self, outcome: Outcome, now: Timestamp) -> Self {
        match outcome {
            Outcome::Completed { cost } => self.settle(cost, now),
            Outcome::Failed { failure } => self.release(failure, now),
        }
    }

    /// Completed: the hold becomes a charge of `cost`. A cancellation that the vendor did not heed came too late.
    #[must_use]
    pub fn settle(self, cost: Cents, now: Timestamp) -> Self {
        let cancel_outcome = self.cancel_outcome.map(|outcome| match outcome {
            CancelOutcome::Requested => CancelOutcome::TooLate,
            other => other,
        });
        Self { cancel_outcome, cost, ..self.done(now) }
    }

    /// Failed: the hold is given back. Whatever the vendor calls its end, where it was asked to stop, it stopped.
    #[must_use]
    pub fn release(self, failure: Failure, now: Timestamp) -> Self {
        let was_requested = self.cancel_outcome == Some(CancelOutcome::Requested);
        let (failure, cancel_outcome) = if was_requested {
            (Failure::new(ErrorCode::Canceled), Some(CancelOutcome::Stopped))
        } else {
            (failure, self.cancel_outcome)
        };
        Self { failure: Some(failure), cancel_outcome, ..self.done(now) }
    }

    fn done(mut self, now: Timestamp) -> Self {
        self.schedule.stage = Stage::Done;
        self.schedule.due_at = None;
        self.schedule.lease_until = None;
        self.completed_at = Some(now);
        self
    }

    /// The charge took the balance below the team's threshold. The ended job stays due until that is announced.
    #[must_use]
    pub fn announce_low_balance(mut self, low_balance: Option<LowBalance>) -> Self {
        self.low_balance = low_balance;
        let announced_by = self.completed_at.map(|at| at.plus_seconds(UNSENT_AFTER_SECONDS));
        self.schedule.due_at = announced_by.filter(|_| low_balance.is_some());
        self
    }

    /// The notification is out.
    #[must_use]
    pub fn announced(mut self) -> Self {
        self.low_balance = None;
        self.schedule.due_at = None;
        self
    }
}
