//! What vendors bill for a job although no customer pays for it. A job collects it while it lives; the transaction that
//! ends the job adds it to its team's counts. The amounts are estimates by the model's list price: only the vendor's bill
//! says what it took.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Job;
use crate::catalog::Vendor;
use crate::money::MicroUsd;
use crate::{BilledReason, Kind, Month, TeamId};

/// One task that its vendor probably bills and that no customer pays for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BilledFailure {
    /// The variant's place. A start that is repeated after its answer was lost may make two of one variant.
    pub variant: usize,
    pub reason: BilledReason,
    pub vendor: Vendor,
    /// The route's name in the catalog.
    pub route: String,
    /// The model's list price of the variant.
    pub micro_usd: MicroUsd,
}

/// What is counted together: a team's billed failures of one reason at one vendor, with one model, in one month.
/// Its fields are the columns of the table `billed_failure`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BilledCount {
    pub team_id: TeamId,
    /// The month in which the jobs ended.
    pub month: Month,
    pub vendor: Vendor,
    #[serde(rename = "type")]
    pub kind: Kind,
    pub provider: String,
    pub reason: BilledReason,
    pub failures: i64,
    pub micro_usd: MicroUsd,
}

impl BilledCount {
    /// Its place among the team's counts. Those of one month begin alike.
    pub fn entry(&self) -> String {
        let Self { month, vendor, kind, provider, reason, .. } = self;
        let words = [month.as_str(), vendor.as_str(), kind.as_str(), provider, reason.as_str()];
        words.join("/")
    }
}

/// Whose failures are counted.
#[derive(Debug, Clone, Copy)]
pub struct BilledTo<'a> {
    pub team_id: &'a TeamId,
    pub month: &'a Month,
    pub kind: Kind,
    pub provider: &'a str,
}

impl BilledTo<'_> {
    /// The counts that these failures make, one for each vendor and reason.
    pub fn counts(self, failures: &[BilledFailure]) -> Vec<BilledCount> {
        let mut sums: BTreeMap<(Vendor, BilledReason), (i64, MicroUsd)> = BTreeMap::new();
        for failure in failures {
            let sum = sums.entry((failure.vendor, failure.reason)).or_default();
            *sum = (sum.0 + 1, sum.1.plus(failure.micro_usd));
        }
        let count = |((vendor, reason), (failures, micro_usd))| BilledCount {
            team_id: self.team_id.clone(),
            month: self.month.clone(),
            vendor,
            kind: self.kind,
            provider: self.provider.to_owned(),
            reason,
            failures,
            micro_usd,
        };
        sums.into_iter().map(count).collect()
    }
}

impl Job {
    /// What an ended job adds to its team's counts. An open job adds nothing yet.
    pub fn billed_counts(&self) -> Vec<BilledCount> {
        let Some(ended_at) = self.completed_at else { return Vec::new() };
        let (kind, provider) = (self.request.kind(), self.request.model());
        BilledTo { team_id: &self.team_id, month: &ended_at.month(), kind, provider }
            .counts(&self.billed_failures)
    }

    /// The model's list price of one variant. A job of the time before it was recorded has a quote, which is a tenth more
    /// and rounded up.
    pub fn list_price(&self) -> MicroUsd {
        const MICRO_USD_PER_CENT: i64 = 10_000;
        self.list_price.unwrap_or_else(|| {
            let variants = i64::from(self.request.variants().max(1));
            MicroUsd::new(self.quote.get() * MICRO_USD_PER_CENT * 10 / 11 / variants)
        })
    }
}
