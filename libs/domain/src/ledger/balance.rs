//! A team's row: what it has, what is held of it, and what this month counts against its cap.

use serde::{Deserialize, Serialize};

use super::MonthCount;
use crate::{Credits, Month, TeamId};

/// How many jobs a team may have in flight.
pub const MAX_IN_FLIGHT: i64 = 100;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    pub team_id: TeamId,
    pub balance: Credits,
    pub held: Credits,
    /// Always `balance − held`.
    pub available: Credits,
    #[serde(flatten)]
    pub count: MonthCount,
    pub in_flight: i64,
    /// The number of the team's last ledger line.
    pub ledger_seq: i64,
    /// The team is notified when its balance falls below this, once per fall. `None`: it does not want to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low_balance_threshold: Option<Credits>,
}

/// What a job holds until it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    pub quote: Credits,
    pub month: Month,
}

impl Balance {
    /// The row of a team that has never had credits.
    pub const fn opening(team_id: TeamId, month: Month) -> Self {
        Self {
            team_id,
            balance: Credits::ZERO,
            held: Credits::ZERO,
            available: Credits::ZERO,
            count: MonthCount::opening(month),
            in_flight: 0,
            ledger_seq: 0,
            low_balance_threshold: None,
        }
    }

    /// Sets a quote aside. The caller has made sure that [`super::refusal`] does not refuse it.
    #[must_use]
    pub fn hold(&self, hold: &Hold) -> Self {
        Self {
            held: self.held + hold.quote,
            available: self.available - hold.quote,
            count: self.count.hold(hold.quote, &hold.month),
            in_flight: self.in_flight + 1,
            ..self.clone()
        }
    }

    /// Turns a hold into a charge, never more than was held. Adds one ledger line.
    #[must_use]
    pub fn settle(&self, hold: &Hold, charge: Credits) -> Self {
        let charge = charge.min(hold.quote);
        Self {
            balance: self.balance - charge,
            held: self.held - hold.quote,
            available: self.available + hold.quote - charge,
            count: self.count.end_hold(hold.quote, charge, &hold.month),
            in_flight: self.in_flight - 1,
            ledger_seq: self.ledger_seq + 1,
            ..self.clone()
        }
    }

    /// Gives a hold back. Adds no ledger line.
    #[must_use]
    pub fn release(&self, hold: &Hold) -> Self {
        Self {
            held: self.held - hold.quote,
            available: self.available + hold.quote,
            count: self.count.end_hold(hold.quote, Credits::ZERO, &hold.month),
            in_flight: self.in_flight - 1,
            ..self.clone()
        }
    }

    /// A grant, a top-up or an adjustment. `None`: the adjustment would take more than is available. Adds one
    /// ledger line.
    pub fn credit(&self, amount: Credits) -> Option<Self> {
        let available = self.available + amount;
        (available >= Credits::ZERO).then(|| Self {
            balance: self.balance + amount,
            available,
            ledger_seq: self.ledger_seq + 1,
            ..self.clone()
        })
    }

    /// Whether the balance crosses the threshold downwards when it changes to `after`. It can do so again only
    /// after it has risen to the threshold.
    pub fn falls_below_threshold(&self, after: Credits) -> bool {
        self.low_balance_threshold.is_some_and(|threshold| self.balance >= threshold && after < threshold)
    }
}
