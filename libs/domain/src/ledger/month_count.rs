//! What counts against a cap in a calendar month. The rows of a team, a member and an API key with a cap
//! have the same numbers.

use serde::{Deserialize, Serialize};

use crate::{Credits, Month};

/// The value of `cap_effective` where there is no cap: it is never reached, and adding to it does not overflow.
pub const NO_CAP: Credits = Credits::new(9_000_000_000_000_000);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthCount {
    /// The month that the numbers below belong to.
    pub month: Month,
    /// Always `cap_effective − month_used − month_held`. Negative after a cap was lowered.
    pub month_left: Credits,
    pub month_used: Credits,
    pub month_held: Credits,
    pub cap_effective: Credits,
}

impl MonthCount {
    pub const fn opening(month: Month) -> Self {
        let (month_left, cap_effective) = (NO_CAP, NO_CAP);
        Self { month, month_left, month_used: Credits::ZERO, month_held: Credits::ZERO, cap_effective }
    }

    pub fn cap(&self) -> Option<Credits> {
        (self.cap_effective != NO_CAP).then_some(self.cap_effective)
    }

    /// The count in the month `now`: a later month starts with nothing used or held. An earlier one changes
    /// nothing: the clock that says so is behind.
    #[must_use]
    pub fn in_month(&self, now: &Month) -> Self {
        if now <= &self.month {
            return self.clone();
        }
        let (month_left, cap_effective) = (self.cap_effective, self.cap_effective);
        Self {
            month: now.clone(),
            month_left,
            month_used: Credits::ZERO,
            month_held: Credits::ZERO,
            cap_effective,
        }
    }

    /// What is left, if it is less than `quote`.
    pub(super) fn shortage(&self, quote: Credits) -> Option<Credits> {
        (self.month_left < quote).then(|| self.month_left.max(Credits::ZERO))
    }

    /// Brings the count to the month `now`, to which the hold belongs, and adds the hold.
    #[must_use]
    pub fn hold(&self, quote: Credits, now: &Month) -> Self {
        let count = self.in_month(now);
        Self { month_held: count.month_held + quote, month_left: count.month_left - quote, ..count }
    }

    /// Turns a hold into a charge; a charge of 0 gives it back. A hold belongs to the month it was taken in, so
    /// the count of another month stays as it is.
    #[must_use]
    pub fn end_hold(&self, quote: Credits, charge: Credits, hold_month: &Month) -> Self {
        if &self.month != hold_month {
            return self.clone();
        }
        Self {
            month_held: self.month_held - quote,
            month_used: self.month_used + charge,
            month_left: self.month_left + quote - charge,
            ..self.clone()
        }
    }

    /// A cap may be lowered below what is used and held: then new holds are refused, and nothing else happens.
    #[must_use]
    pub fn with_cap(&self, cap: Option<Credits>) -> Self {
        let cap_effective = cap.unwrap_or(NO_CAP);
        Self {
            month_left: self.month_left + cap_effective - self.cap_effective,
            cap_effective,
            ..self.clone()
        }
    }
}
