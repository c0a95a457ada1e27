//! The numbers of a month: for a cap, and for what a member has used.

use domain::ledger::MonthCount;
use domain::{Cents, Credits, UserId};
use schemars::JsonSchema;
use serde::Serialize;

/// Every amount in credits, and again in cents.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct MonthNumbers {
    /// The most credits that may be used and held in a month; null: there is no cap.
    monthly_cap: Option<Credits>,
    /// The same in US cents.
    monthly_cap_cents: Option<Cents>,
    /// The credits that were charged this month.
    month_used: Credits,
    /// The same in US cents.
    month_used_cents: Cents,
    /// The credits that are held now and count against this month.
    month_held: Credits,
    /// The same in US cents.
    month_held_cents: Cents,
}

impl MonthNumbers {
    pub(crate) fn new(count: &MonthCount) -> Self {
        Self {
            monthly_cap: count.cap(),
            monthly_cap_cents: count.cap().map(Credits::cents),
            month_used: count.month_used,
            month_used_cents: count.month_used.cents(),
            month_held: count.month_held,
            month_held_cents: count.month_held.cents(),
        }
    }
}

/// The numbers of one member of the team.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Member")]
pub(crate) struct MemberView {
    /// The member.
    pub(crate) user_id: UserId,
    #[serde(flatten)]
    pub(crate) numbers: MonthNumbers,
}
