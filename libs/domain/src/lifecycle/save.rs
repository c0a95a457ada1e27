//! What became of the results that a vendor had ready.

use super::{Next, Outcome, Stage, Tick};
use crate::catalog::Route;
use crate::job::Variant;
use crate::timing::{MAX_SAVE_ERRORS, look_delay, until_heartbeat};
use crate::{ErrorCode, Failure, Job, Model, Phase};

/// What became of a variant that a look found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrival {
    /// It is saved, or it has failed at the vendor.
    Ended(Variant),
    /// It has failed in another way: the vendor stopped it, or what it made or said is of no use.
    Failed { failure: Failure, phase: Phase },
    /// The vendor is still at work on it.
    Running,
    /// The vendor is done with it, but the result could not be saved: it is looked at again.
    NotSaved,
}

impl Job {
    /// After look number `look`. The job ends with its last variant; until then it is looked at again. A result that
    /// could not be saved in [`MAX_SAVE_ERRORS`] rounds is given up.
    #[must_use]
    pub fn saved(mut self, arrivals: Vec<(usize, Arrival)>, look: u32, model: &Model, tick: Tick) -> Next {
        let any_lost = arrivals.iter().any(|(_, arrival)| *arrival == Arrival::NotSaved);
        self.schedule.save_errors += u32::from(any_lost);
        let route = self.route.as_deref().and_then(|name| model.route(name));
        for (index, arrival) in arrivals {
            match arrival {
                Arrival::Ended(Variant::Failed { failure }) => self.fail(index, failure, Phase::Work, route),
                Arrival::Failed { failure, phase } => self.fail(index, failure, phase, route),
                Arrival::Ended(variant) => self.set_variant(index, variant),
                Arrival::NotSaved if self.schedule.save_errors >= MAX_SAVE_ERRORS => {
                    self.fail(index, Failure::new(ErrorCode::ProviderFailed), Phase::Made, route);
                }
                Arrival::NotSaved | Arrival::Running => {}
            }
        }
        match self.outcome() {
            Some(outcome) => Next::end(self, outcome),
            None => self.look_again(look + 1, model, tick),
        }
    }

    fn look_again(mut self, look: u32, model: &Model, tick: Tick) -> Next {
        self.schedule.stage = Stage::Waiting;
        self.schedule.look = self.schedule.look.max(look);
        self.schedule.resends = 0;
        self.schedule.lease_until = None;
        let patience = tick.pace.patience(until_heartbeat(model, look));
        self.schedule.due_at = Some(tick.now.plus_seconds(patience));
        Next::continue_with(self, tick.pace.seconds(look_delay(model, look).into()))
    }

    /// A variant of a synchronous vendor has ended while its siblings are still being made.
    #[must_use]
    pub fn save_one(mut self, index: usize, ended: Variant) -> Self {
        self.set_variant(index, ended);
        self
    }

    /// The same where what it made is of no use.
    #[must_use]
    pub fn discard_one(mut self, index: usize, failure: Failure, route: &Route) -> Self {
        self.fail(index, failure, Phase::Made, Some(route));
        self
    }

    /// Everything is made, but AWS was in trouble when the job was to end: what was saved is kept, so that the next
    /// look only ends the job.
    #[must_use]
    pub fn keep_to_settle(mut self, tick: Tick) -> Self {
        self.schedule.stage = Stage::Waiting;
        self.schedule.lease_until = None;
        self.schedule.resends = 0;
        self.schedule.due_at = Some(tick.now.plus_seconds(tick.pace.patience(0)));
        self
    }

    /// The only variant of a composite.
    #[must_use]
    pub fn rendered(mut self, variant: Variant) -> Option<(Self, Outcome)> {
        self.set_variant(0, variant);
        let outcome = self.outcome()?;
        Some((self, outcome))
    }

    /// A failure tells what the request has in the fields that it names.
    pub(super) fn set_variant(&mut self, index: usize, variant: Variant) {
        let variant = match variant {
            Variant::Failed { failure } => Variant::Failed { failure: self.with_values(failure) },
            other => other,
        };
        if let Some(slot) = self.variants.get_mut(index) {
            *slot = variant;
        }
    }

    fn with_values(&self, failure: Failure) -> Failure {
        failure.with_values(|field| self.request.given(&self.applied, field))
    }
}
