//! The health of routes and of accounts at vendors, which all workers share. A route that is broken has an open breaker,
//! and an account whose vendor said "too many" is paused. What follows for a job's route is in `route_choice`.
//!
//! ```text
//! closed ─trouble × 3→ open 30 s ─one try→ closed | open, twice as long (at most 15 min)
//! ```

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::catalog::{Model, Route, Vendor};
use crate::timing::Pace;
use crate::{Kind, Timestamp};

/// Server errors in a row that open the breaker.
const TROUBLES_TO_OPEN: u32 = 3;
const FIRST_OPEN_SECONDS: i64 = 30;
const LONGEST_OPEN_SECONDS: i64 = 900;
/// Waiting a moment does not help where a key or a path is refused.
const DOWN_SECONDS: i64 = 300;

/// Why a breaker is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClosedBy {
    /// The vendor refuses our key, or what our plan or our address may do.
    Key,
    /// The account has no money or quota left.
    Balance,
    /// The vendor does not have the model or the path any more.
    Model,
    /// The vendor is in trouble of its own.
    Trouble,
}

impl ClosedBy {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Balance => "balance",
            Self::Model => "model",
            Self::Trouble => "trouble",
        }
    }
}

/// The health of one route or of one account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// Troubles in a row.
    #[serde(default)]
    pub troubles: u32,
    /// The breaker is open until then. `None`: closed.
    #[serde(with = "crate::time::as_text::option", default, skip_serializing_if = "Option::is_none")]
    pub open_until: Option<Timestamp>,
    /// Why the breaker was last opened; `None` where it never was, or an earlier version opened it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_by: Option<ClosedBy>,
    /// The account is left alone until then.
    #[serde(with = "crate::time::as_text::option", default, skip_serializing_if = "Option::is_none")]
    pub cool_until: Option<Timestamp>,
    /// For a route: when its vendor shuts the model down, by the vendor's own answer. The catalog may not know it yet.
    #[serde(with = "crate::time::as_text::option", default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Timestamp>,
}

/// What a start showed about a route or an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Observation {
    /// The route accepted or refused a task, so it works.
    Works,
    /// The vendor is in trouble.
    Trouble,
    /// Our key or account is of no use, or the model is gone: an operator has to act.
    Down(ClosedBy),
    /// The account has too many tasks at once, and is to be left alone for these seconds.
    Busy { seconds: u32 },
}

impl Health {
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.open_until.is_some_and(|until| now < until)
    }

    /// Until when the account is left alone. `None`: it is not paused.
    pub fn paused_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.cool_until.filter(|until| now < *until)
    }

    /// The health after an observation; `None` where it stays the same and nothing has to be written.
    pub fn after(&self, observation: Observation, pace: Pace, now: Timestamp) -> Option<Self> {
        let mut next = self.clone();
        match observation {
            Observation::Works => {
                next.troubles = 0;
                next.open_until = None;
                next.closed_by = None;
            }
            Observation::Trouble => {
                next.troubles = self.troubles.saturating_add(1);
                if let Some(beyond) = next.troubles.checked_sub(TROUBLES_TO_OPEN) {
                    let open =
                        FIRST_OPEN_SECONDS.saturating_mul(1_i64.checked_shl(beyond.min(10)).unwrap_or(1));
                    next.open_until = Some(now.plus_seconds(pace.seconds(open.min(LONGEST_OPEN_SECONDS))));
                    next.closed_by = Some(ClosedBy::Trouble);
                }
            }
            Observation::Down(by) => {
                next.troubles = next.troubles.max(TROUBLES_TO_OPEN);
                next.open_until = Some(now.plus_seconds(pace.seconds(DOWN_SECONDS)));
                next.closed_by = Some(by);
            }
            Observation::Busy { seconds } => {
                let until = now.plus_seconds(pace.seconds(seconds.into()));
                next.cool_until = Some(self.cool_until.map_or(until, |before| before.max(until)));
            }
        }
        (next != *self).then_some(next)
    }
}

/// The name that a route's health is stored under.
pub fn route_key(model: &Model, route: &Route) -> String {
    route_key_of(model.kind, &model.id, &route.name)
}

/// The same of a route that the catalog may have lost.
pub fn route_key_of(kind: Kind, model: &str, route: &str) -> String {
    format!("{}/{model}/{route}", kind.as_str())
}

/// The name that an account's health is stored under.
pub fn account_key(vendor: Vendor) -> String {
    format!("account/{}", vendor.as_str())
}

/// The names of everything whose health matters to a model: its routes, and their accounts.
pub fn keys(model: &Model) -> BTreeSet<String> {
    let routes = model.routes.iter().map(|route| route_key(model, route));
    routes.chain(model.routes.iter().map(|route| account_key(route.vendor))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(0).plus_seconds(seconds)
    }

    fn after(health: &Health, observation: Observation, now: i64) -> Health {
        health.after(observation, Pace::REAL, at(now)).expect("this changes something")
    }

    #[test]
    fn three_troubles_in_a_row_open_the_breaker_ever_longer() {
        let mut health = Health::default();
        for expected in
            [None, None, Some(30), Some(60), Some(120), Some(240), Some(480), Some(900), Some(900)]
        {
            health = after(&health, Observation::Trouble, 0);
            assert_eq!(health.open_until, expected.map(at));
            assert_eq!(health.closed_by, expected.map(|_| ClosedBy::Trouble));
        }
        assert!(health.is_open(at(899)) && !health.is_open(at(900)));
        assert_eq!(after(&health, Observation::Works, 901), Health::default());
    }

    #[test]
    fn what_works_and_has_always_worked_is_not_written() {
        assert_eq!(Health::default().after(Observation::Works, Pace::REAL, at(0)), None);
    }

    #[test]
    fn a_refused_key_opens_at_once() {
        let health = after(&Health::default(), Observation::Down(ClosedBy::Key), 10);
        assert!(health.is_open(at(309)) && !health.is_open(at(310)));
        assert_eq!(health.closed_by, Some(ClosedBy::Key));
        assert_eq!(after(&health, Observation::Works, 311), Health::default());
    }

    #[test]
    fn a_breaker_that_an_earlier_version_opened_is_read() {
        let stored = serde_json::json!({"troubles": 3, "open_until": "2026-11-27T00:00:00.000Z"});
        let health: Health = serde_json::from_value(stored).unwrap();
        assert!(health.open_until.is_some() && health.closed_by.is_none());
    }

    #[test]
    fn a_pause_is_never_shortened() {
        let health = after(&Health::default(), Observation::Busy { seconds: 30 }, 0);
        assert_eq!(health.after(Observation::Busy { seconds: 2 }, Pace::REAL, at(1)), None);
        assert_eq!(health.paused_until(at(29)), Some(at(30)));
        assert!(health.paused_until(at(30)).is_none() && !health.is_open(at(0)));
    }
}
