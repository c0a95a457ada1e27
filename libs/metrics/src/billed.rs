//! Telling the operator what vendors bill and no customer pays.

use domain::Job;
use domain::health::route_key_of;

use crate::{Metric, count};

/// For a job that has just ended: one line and one count for each of its billed failures.
pub fn billed_failures(job: &Job) {
    for billed in &job.billed_failures {
        let (vendor, reason) = (billed.vendor.as_str(), billed.reason.as_str());
        let route = route_key_of(job.request.kind(), job.request.model(), &billed.route);
        tracing::warn!(
            job_id = %job.job_id,
            team_id = %job.team_id,
            variant = billed.variant,
            vendor,
            route,
            reason,
            estimated_micro_usd = billed.micro_usd.get(),
            "the vendor bills what no customer pays; the amount is an estimate by the list price"
        );
        count(Metric::BilledFailure, vendor, &route, reason);
    }
}
