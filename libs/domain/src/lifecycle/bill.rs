//! Failing a variant, and noting whether its vendor bills it all the same. Every variant that was a vendor's fails here,
//! once. A start that is repeated is noted here as well, although its variant goes on.

use crate::catalog::Route;
use crate::job::{BilledFailure, Variant};
use crate::{BilledReason, ErrorCode, Failure, Job, Phase};

impl Job {
    /// Fails an open variant. `route` has it, or was asked for it; `phase` is how far the vendor was.
    pub(super) fn fail(&mut self, variant: usize, failure: Failure, phase: Phase, route: Option<&Route>) {
        if self.variants.get(variant).is_none_or(Variant::is_terminal) {
            return;
        }
        // Where the catalog has lost the route, only what every vendor bills is known.
        let reason = match route {
            Some(route) => route.billed(phase, failure.code),
            None => BilledReason::of(phase, failure.code).filter(|reason| reason.is_always_billed()),
        };
        if let Some(reason) = reason {
            self.bill(variant, reason, route);
        }
        self.set_variant(variant, Variant::Failed { failure });
    }

    /// A vendor did the work and made nothing of it: a failure of its own, although the variant may be asked for again.
    pub(super) fn bill_nothing(&mut self, variant: usize, route: Option<&Route>) {
        if let Some(reason) = route.and_then(|route| route.billed(Phase::Work, ErrorCode::ProviderFailed)) {
            self.bill(variant, reason, route);
        }
    }

    /// Fails what no vendor has.
    pub(super) fn fail_unstarted(&mut self, failure: &Failure) {
        let unstarted: Vec<usize> = self.unstarted().collect();
        for variant in unstarted {
            self.fail(variant, failure.clone(), Phase::Start, None);
        }
    }

    /// Notes that a vendor bills one task of this variant that no customer pays for: that of `route`, or of the route that
    /// is on the job.
    pub(super) fn bill(&mut self, variant: usize, reason: BilledReason, route: Option<&Route>) {
        // Before a vendor accepts it, a job that an earlier version started does not say whom it asked.
        let vendor = route.map(|route| route.vendor).or(self.asked_vendor).or(self.vendor);
        let Some(vendor) = vendor else { return };
        let name = route.map(|route| route.name.clone()).or_else(|| self.route.clone());
        let (route, micro_usd) = (name.unwrap_or_default(), self.list_price());
        self.billed_failures.push(BilledFailure { variant, reason, vendor, route, micro_usd });
    }

    /// How far a vendor may be with an open variant that is given up. `None`: none has begun.
    pub(super) fn phase_when_given_up(&self, variant: usize) -> Option<Phase> {
        match self.variants.get(variant)? {
            Variant::Running { handle, .. } if handle.result_link().is_some() => Some(Phase::Made),
            Variant::Running { .. } => Some(Phase::TimedOut),
            Variant::Queued if self.is_being_asked_for() => Some(Phase::LostStart),
            Variant::Queued | Variant::Saved { .. } | Variant::Failed { .. } => None,
        }
    }
}
