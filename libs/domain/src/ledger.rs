//! The rules of a team's credits: hold, settle, release, grant. The balance row carries ready numbers,
//! because DynamoDB's conditions cannot do arithmetic; these functions say what the numbers must become,
//! and `store::ledger` turns them into conditional updates.

use serde::{Deserialize, Serialize};

use crate::{Credits, JobId, Kind, Month, TeamId, Timestamp, UserId};

/// `cap_effective` of a team without a cap: never reached, and safe to add to.
pub const NO_CAP: Credits = Credits::new(9_000_000_000_000_000);

/// Jobs a team may have in flight.
pub const MAX_IN_FLIGHT: i64 = 100;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    pub team_id: TeamId,
    pub balance: Credits,
    pub held: Credits,
    /// Always `balance − held`.
    pub available: Credits,
    /// The month that the four numbers below belong to.
    pub month: Month,
    /// Always `cap_effective − month_used − month_held`; negative after a cap was lowered.
    pub month_left: Credits,
    pub month_used: Credits,
    pub month_held: Credits,
    pub cap_effective: Credits,
    pub in_flight: i64,
    /// The number of the last ledger line.
    pub ledger_seq: i64,
}

/// Why a quote cannot be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    InsufficientCredits { available: Credits },
    MonthlyCapExceeded { available: Credits },
    TooManyInFlight,
}

impl Balance {
    pub const fn opening(team_id: TeamId, month: Month) -> Self {
        Self {
            team_id,
            balance: Credits::ZERO,
            held: Credits::ZERO,
            available: Credits::ZERO,
            month,
            month_left: NO_CAP,
            month_used: Credits::ZERO,
            month_held: Credits::ZERO,
            cap_effective: NO_CAP,
            in_flight: 0,
            ledger_seq: 0,
        }
    }

    pub fn monthly_cap(&self) -> Option<Credits> {
        (self.cap_effective != NO_CAP).then_some(self.cap_effective)
    }

    /// The row as `now` sees it: a new month starts with nothing used or held. A clock behind the row's
    /// month changes nothing.
    #[must_use]
    pub fn in_month(&self, now: &Month) -> Self {
        if now <= &self.month {
            return self.clone();
        }
        Self {
            month: now.clone(),
            month_left: self.cap_effective,
            month_used: Credits::ZERO,
            month_held: Credits::ZERO,
            ..self.clone()
        }
    }

    /// Why `quote` cannot be held now, in the contract's order; `None` where it can.
    pub fn refusal(&self, quote: Credits, now: &Month) -> Option<Refusal> {
        let row = self.in_month(now);
        if row.available < quote {
            return Some(Refusal::InsufficientCredits { available: row.available });
        }
        if row.month_left < quote {
            return Some(Refusal::MonthlyCapExceeded { available: row.month_left.max(Credits::ZERO) });
        }
        (row.in_flight >= MAX_IN_FLIGHT).then_some(Refusal::TooManyInFlight)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineType {
    Grant,
    TopUp,
    Adjustment,
    GenerationImage,
}

impl LineType {
    pub const fn of(kind: Kind) -> Self {
        match kind {
            Kind::Image => Self::GenerationImage,
        }
    }
}

/// One line of a team's ledger: append-only, numbered from 1 without gaps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub team_id: TeamId,
    pub seq: i64,
    /// `+` credit, `−` debit.
    pub amount: Credits,
    #[serde(rename = "type")]
    pub line_type: LineType,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_id: Option<JobId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    pub balance_after: Credits,
    pub created_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(available: i64, month_left: i64) -> Balance {
        let month = Timestamp::from_millis(1_767_225_599_999).month();
        Balance {
            balance: Credits::new(available),
            available: Credits::new(available),
            month_left: Credits::new(month_left),
            month_used: Credits::new(500 - month_left),
            cap_effective: Credits::new(500),
            ..Balance::opening(TeamId::new("t"), month)
        }
    }

    #[test]
    fn refusals_come_in_the_order_of_the_contract() {
        let now = row(0, 0).month;
        let quote = Credits::new(40);
        let short = Refusal::InsufficientCredits { available: Credits::new(39) };
        assert_eq!(row(39, 10).refusal(quote, &now), Some(short));
        let capped = Refusal::MonthlyCapExceeded { available: Credits::new(39) };
        assert_eq!(row(40, 39).refusal(quote, &now), Some(capped));
        assert_eq!(row(40, 40).refusal(quote, &now), None);
        let busy = Balance { in_flight: MAX_IN_FLIGHT, ..row(40, 40) };
        assert_eq!(busy.refusal(quote, &now), Some(Refusal::TooManyInFlight));
    }

    #[test]
    fn a_new_month_frees_the_cap() {
        let january = Timestamp::from_millis(1_767_225_600_000).month();
        assert_eq!(row(40, 0).refusal(Credits::new(40), &january), None);
        assert_eq!(row(40, 0).in_month(&january).month_left, Credits::new(500));
    }

    #[test]
    fn a_clock_behind_the_row_does_not_reopen_last_month() {
        let mut january = row(40, 10);
        january.month = Timestamp::from_millis(1_767_225_600_000).month();
        let december = Timestamp::from_millis(1_767_225_599_999).month();
        assert_eq!(january.in_month(&december), january);
    }

    #[test]
    fn a_lowered_cap_leaves_nothing_rather_than_less_than_nothing() {
        let now = row(0, 0).month;
        let capped = Refusal::MonthlyCapExceeded { available: Credits::ZERO };
        assert_eq!(row(1000, -5).refusal(Credits::new(40), &now), Some(capped));
    }
}
