//! Taking the lease on a job, so that of two deliveries of one message one does nothing. `store` carries a claim out as
//! one conditional write; [`Job::claim`] is the same rule on a job in memory.

use super::{Schedule, Stage};
use crate::catalog::Route;
use crate::timing::{self, StepTime};
use crate::{Job, Kind, Timestamp};

/// What a step wants to do with a job, and how long it may be at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    to: Stage,
    lease_seconds: i64,
}

impl Claim {
    /// To fetch the files that a request names.
    pub const fn to_fetch(kind: Kind) -> Self {
        Self::new(Stage::Fetching, timing::fetching(kind))
    }

    /// To start variants at a vendor.
    pub const fn to_start(kind: Kind) -> Self {
        Self::new(Stage::Starting, timing::starting(kind))
    }

    /// To save what a vendor has made.
    pub const fn to_save(kind: Kind) -> Self {
        Self::new(Stage::Saving, timing::saving(kind))
    }

    const fn new(to: Stage, time: StepTime) -> Self {
        Self { to, lease_seconds: time.lease_seconds }
    }

    /// The stage in which the claimed job is.
    pub const fn to(&self) -> Stage {
        self.to
    }

    /// The stage in which nobody is at work on the job.
    pub const fn from(&self) -> Stage {
        match self.to {
            Stage::Saving => Stage::Waiting,
            _ => Stage::Queued,
        }
    }

    /// Whether a job in `stage` is one that a dead step left, so that this claim may take over. A render begins with
    /// fetching its files once more.
    pub fn takes_over_from(&self, stage: Stage) -> bool {
        stage == self.to || (self.to == Stage::Fetching && stage == Stage::Rendering)
    }

    /// How long the claim lasts, and when the sweeper looks should the claimer never come back.
    pub const fn lease_until(&self, now: Timestamp) -> Timestamp {
        now.plus_seconds(self.lease_seconds)
    }
}

impl Schedule {
    /// Whether a step of `chain` that wants to make `claim` finds a job that a dead step left.
    pub fn is_abandoned(&self, claim: Claim, chain: u32, now: Timestamp) -> bool {
        claim.takes_over_from(self.stage) && self.chain == chain && !self.is_leased(now)
    }
}

impl Job {
    /// The job under the lease. `None`: it is not in stage `from`, the message belongs to an older chain, or another
    /// step holds the lease.
    pub fn claim(mut self, claim: Claim, from: Stage, chain: u32, now: Timestamp) -> Option<Self> {
        if self.schedule.stage != from || self.schedule.chain != chain || self.is_leased(now) {
            return None;
        }
        self.schedule.stage = claim.to;
        self.hold_until(claim.lease_until(now));
        Some(self)
    }

    /// The job with the route that is about to be asked, under a lease that is long enough for it. It is written down
    /// before the vendor is asked, so that a step which finds the job abandoned knows whom to ask about it, or whether
    /// a second start is allowed. What the route makes in another way is adapted to it. A synchronous vendor works within this very step: the job has begun.
    #[must_use]
    pub fn take_route(mut self, route: &Route, now: Timestamp) -> Self {
        let time = timing::start_time(route, self.request.kind());
        self.route = Some(route.name.clone());
        self.asked_vendor = Some(route.vendor);
        self.applied.take_route(&self.request, route);
        self.hold_until(now.plus_seconds(time.lease_seconds));
        if route.synchronous {
            self.started_at = self.started_at.or(Some(now));
        }
        self
    }

    const fn hold_until(&mut self, until: Timestamp) {
        self.schedule.lease_until = Some(until);
        self.schedule.due_at = Some(until);
    }
}
