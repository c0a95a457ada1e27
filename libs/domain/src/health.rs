//! How usable a route is at the moment, as all workers know it together: a breaker for a route that is broken,
//! and a pause for an account whose vendor said "too many".
//!
//! ```text
//! closed ─trouble × 3→ open 30 s ─one try→ closed | open, twice as long (at most 15 min)
//! ```

use serde::{Deserialize, Serialize};

use std::collections::BTreeSet;

use crate::Timestamp;
use crate::catalog::{Model, Route, Vendor};
use crate::request::Request;
use crate::schedule::Pace;

/// Server errors in a row that open the breaker.
const TROUBLES_TO_OPEN: u32 = 3;
const FIRST_OPEN_SECONDS: i64 = 30;
const LONGEST_OPEN_SECONDS: i64 = 900;
/// A key or path that is refused is not mended by waiting a moment.
const DOWN_SECONDS: i64 = 300;

/// What is known of one route, or of one vendor account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// Troubles in a row.
    #[serde(default)]
    pub troubles: u32,
    /// The breaker is open until then. `None`: closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_until: Option<Timestamp>,
    /// The account is left alone until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cool_until: Option<Timestamp>,
}

/// What a start taught about a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lesson {
    /// It accepted or refused a task: it works.
    Works,
    /// The vendor is in trouble.
    Trouble,
    /// Our key or account is of no use, or the path is gone.
    Down,
    /// Too many at once: seconds to leave the account alone.
    Busy { seconds: u32 },
}

impl Health {
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.open_until.is_some_and(|until| now < until)
    }

    pub fn is_cooling(&self, now: Timestamp) -> bool {
        self.cool_until.is_some_and(|until| now < until)
    }

    /// What is known after a lesson; `None`: nothing that would have to be written down.
    pub fn after(&self, lesson: Lesson, pace: Pace, now: Timestamp) -> Option<Self> {
        let mut next = self.clone();
        match lesson {
            Lesson::Works => {
                next.troubles = 0;
                next.open_until = None;
            }
            Lesson::Trouble => {
                next.troubles = self.troubles.saturating_add(1);
                if let Some(beyond) = next.troubles.checked_sub(TROUBLES_TO_OPEN) {
                    let open =
                        FIRST_OPEN_SECONDS.saturating_mul(1_i64.checked_shl(beyond.min(10)).unwrap_or(1));
                    next.open_until = Some(now.plus_seconds(pace.seconds(open.min(LONGEST_OPEN_SECONDS))));
                }
            }
            Lesson::Down => {
                next.troubles = next.troubles.max(TROUBLES_TO_OPEN);
                next.open_until = Some(now.plus_seconds(pace.seconds(DOWN_SECONDS)));
            }
            Lesson::Busy { seconds } => {
                let until = now.plus_seconds(pace.seconds(seconds.into()));
                next.cool_until = Some(self.cool_until.map_or(until, |before| before.max(until)));
            }
        }
        (next != *self).then_some(next)
    }
}

/// Why a route is not used now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unusable {
    /// Switched off by the deployment.
    Disabled,
    /// Past its last day.
    Sunset,
    /// The vendor has no key here.
    NoKey,
    /// It has failed too often just now.
    BreakerOpen { until: Timestamp },
}

/// What is known about the routes of one model.
pub trait Known {
    fn has_key(&self, vendor: Vendor) -> bool;
    /// Of a route, by [`route_key`], or of a vendor's account, by [`account_key`].
    fn health(&self, key: &str) -> Health;
}

/// Under which name a route's health is kept.
pub fn route_key(model: &Model, route: &Route) -> String {
    format!("{}/{}/{}", model.kind.as_str(), model.id, route.name)
}

/// Under which name an account's health is kept.
pub fn account_key(vendor: Vendor) -> String {
    format!("account/{}", vendor.as_str())
}

/// All names under which something may be known about a model.
pub fn keys(model: &Model) -> BTreeSet<String> {
    let of_routes = model.routes.iter().map(|route| route_key(model, route));
    of_routes.chain(model.routes.iter().map(|route| account_key(route.vendor))).collect()
}

/// Whether a route works at all at the moment, however busy the vendor's account is.
pub fn usable(model: &Model, route: &Route, known: &impl Known, now: Timestamp) -> Result<(), Unusable> {
    if route.disabled {
        return Err(Unusable::Disabled);
    }
    if route.has_sunset(now) {
        return Err(Unusable::Sunset);
    }
    if !known.has_key(route.vendor) {
        return Err(Unusable::NoKey);
    }
    match known.health(&route_key(model, route)).open_until.filter(|until| now < *until) {
        Some(until) => Err(Unusable::BreakerOpen { until }),
        None => Ok(()),
    }
}

/// Which route a request takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick<'a> {
    Route(&'a Route),
    /// Only busy accounts or open breakers stand in the way, the first of them until then.
    Wait {
        until: Timestamp,
    },
    /// No route can take this request here.
    None,
}

impl<'a> Pick<'a> {
    /// The first usable route, in the catalog's order, that can do what is asked and was not given up; an account
    /// that is to be left alone for a while is passed over while another route is free.
    pub fn of(
        model: &'a Model,
        request: &Request,
        given_up: &[String],
        known: &impl Known,
        now: Timestamp,
    ) -> Self {
        let able = |route: &&Route| request.fits(route) && !given_up.contains(&route.name);
        let mut earliest: Option<Timestamp> = None;
        let mut wait = |until: Timestamp| earliest = Some(earliest.map_or(until, |before| before.min(until)));
        for route in model.routes.iter().filter(able) {
            match usable(model, route, known, now) {
                Ok(()) => match known.health(&account_key(route.vendor)).cool_until {
                    Some(until) if now < until => wait(until),
                    _ => return Self::Route(route),
                },
                Err(Unusable::BreakerOpen { until }) => wait(until),
                Err(Unusable::Disabled | Unusable::Sunset | Unusable::NoKey) => {}
            }
        }
        earliest.map_or(Self::None, |until| Self::Wait { until })
    }
}

/// Whether a request can be taken on now: some route that can do it is not broken. How busy accounts are does
/// not matter, since accepted jobs wait. Otherwise, until when its breakers are open.
pub fn accepts(
    model: &Model,
    request: &Request,
    known: &impl Known,
    now: Timestamp,
) -> Result<(), Option<Timestamp>> {
    if model.routes.is_empty() {
        // Made here, by our own worker.
        return Ok(());
    }
    let able = model.routes.iter().filter(|route| request.fits(route));
    let mut earliest = None;
    for route in able {
        match usable(model, route, known, now) {
            Ok(()) => return Ok(()),
            Err(Unusable::BreakerOpen { until }) => {
                earliest = Some(earliest.map_or(until, |before: Timestamp| before.min(until)));
            }
            Err(Unusable::Disabled | Unusable::Sunset | Unusable::NoKey) => {}
        }
    }
    Err(earliest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::Family;
    use crate::{Catalog, Kind};

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(0).plus_seconds(seconds)
    }

    fn after(health: &Health, lesson: Lesson, now: i64) -> Health {
        health.after(lesson, Pace::REAL, at(now)).expect("this changes something")
    }

    #[test]
    fn three_troubles_in_a_row_open_the_breaker_ever_longer() {
        let mut health = Health::default();
        for expected in
            [None, None, Some(30), Some(60), Some(120), Some(240), Some(480), Some(900), Some(900)]
        {
            health = after(&health, Lesson::Trouble, 0);
            assert_eq!(health.open_until, expected.map(at));
        }
        assert!(health.is_open(at(899)) && !health.is_open(at(900)));
        assert_eq!(after(&health, Lesson::Works, 901), Health::default());
    }

    #[test]
    fn what_works_and_has_always_worked_is_not_written_down() {
        assert_eq!(Health::default().after(Lesson::Works, Pace::REAL, at(0)), None);
    }

    #[test]
    fn a_refused_key_opens_at_once() {
        let health = after(&Health::default(), Lesson::Down, 10);
        assert!(health.is_open(at(309)) && !health.is_open(at(310)));
    }

    #[test]
    fn a_pause_is_never_shortened() {
        let health = after(&Health::default(), Lesson::Busy { seconds: 30 }, 0);
        assert_eq!(health.after(Lesson::Busy { seconds: 2 }, Pace::REAL, at(1)), None);
        assert!(health.is_cooling(at(29)) && !health.is_cooling(at(30)) && !health.is_open(at(0)));
    }

    struct World {
        keys: &'static [Vendor],
        health: Vec<(&'static str, Health)>,
    }

    impl Known for World {
        fn has_key(&self, vendor: Vendor) -> bool {
            self.keys.contains(&vendor)
        }

        fn health(&self, key: &str) -> Health {
            self.health
                .iter()
                .find(|(name, _)| *name == key)
                .map(|(_, health)| health.clone())
                .unwrap_or_default()
        }
    }

    fn picked(world: &World, given_up: &[&str]) -> String {
        let catalog = Catalog::shipped().unwrap();
        let body = serde_json::json!({"prompt": "x"});
        let request = Request::read(Kind::Image, Family::Legacy, &body, &catalog).unwrap();
        let model = catalog.model(Kind::Image, "flux_2_pro").unwrap();
        let given_up: Vec<String> = given_up.iter().map(|name| (*name).to_owned()).collect();
        match Pick::of(model, &request, &given_up, world, at(0)) {
            Pick::Route(route) => route.name.clone(),
            Pick::Wait { until } => format!("wait {}", until.as_seconds()),
            Pick::None => "none".to_owned(),
        }
    }

    const BOTH: &[Vendor] = &[Vendor::Bfl, Vendor::Fal];

    #[test]
    fn the_first_route_that_works_is_picked() {
        let open = || Health { troubles: 3, open_until: Some(at(30)), cool_until: None };
        let cool = |seconds| Health { cool_until: Some(at(seconds)), ..Health::default() };
        for (keys, health, given_up, expected) in [
            (BOTH, vec![], &[][..], "bfl"),
            (&[Vendor::Fal][..], vec![], &[], "fal"),
            (&[], vec![], &[], "none"),
            (BOTH, vec![], &["bfl"], "fal"),
            (BOTH, vec![], &["bfl", "fal"], "none"),
            (BOTH, vec![("image/flux_2_pro/bfl", open())], &[], "fal"),
            (&[Vendor::Bfl], vec![("image/flux_2_pro/bfl", open())], &[], "wait 30"),
            (BOTH, vec![("account/bfl", cool(9))], &[], "fal"),
            (BOTH, vec![("account/bfl", cool(9)), ("account/fal", cool(7))], &[], "wait 7"),
            (BOTH, vec![("account/bfl", cool(0))], &[], "bfl"),
        ] {
            let world = World { keys, health };
            assert_eq!(picked(&world, given_up), expected, "{:?} {given_up:?}", world.health);
        }
    }
}
