//! Chooses the route that a request takes: the first in the catalog's order that can do it and works at the moment.

use std::collections::{BTreeMap, BTreeSet};

use crate::Timestamp;
use crate::catalog::{Model, Route, Vendor};
use crate::health::{Health, account_key, route_key};
use crate::request::Request;

/// Why a route is not used now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnusableRoute {
    /// The deployment has switched it off.
    Disabled,
    /// Its last day is past, by the catalog or by what the vendor has told.
    Sunset,
    /// The deployment has no key for the vendor.
    NoKey,
    /// It has just failed too often.
    BreakerOpen { until: Timestamp },
}

/// What has to be known about a model's routes in order to choose one.
#[derive(Debug, Clone, Default)]
pub struct RouteFacts {
    /// The vendors that the deployment has a key for.
    pub vendors_with_key: BTreeSet<Vendor>,
    /// The health of routes and accounts, by the names of [`route_key`] and [`account_key`]. What is not listed is
    /// healthy.
    pub health: BTreeMap<String, Health>,
}

impl RouteFacts {
    fn open_until(&self, model: &Model, route: &Route) -> Option<Timestamp> {
        self.health.get(&route_key(model, route))?.open_until
    }

    /// Whether the vendor has said that it ends the model, and that day has come.
    fn has_ended(&self, model: &Model, route: &Route, now: Timestamp) -> bool {
        let told = self.health.get(&route_key(model, route)).and_then(|health| health.ends_at);
        told.is_some_and(|end| end <= now)
    }

    fn cool_until(&self, vendor: Vendor) -> Option<Timestamp> {
        self.health.get(&account_key(vendor))?.cool_until
    }
}

/// Whether a route works at the moment, however busy the vendor's account is.
pub fn usable(model: &Model, route: &Route, facts: &RouteFacts, now: Timestamp) -> Result<(), UnusableRoute> {
    if route.disabled {
        return Err(UnusableRoute::Disabled);
    }
    if route.has_sunset(now) || facts.has_ended(model, route, now) {
        return Err(UnusableRoute::Sunset);
    }
    if !facts.vendors_with_key.contains(&route.vendor) {
        return Err(UnusableRoute::NoKey);
    }
    match facts.open_until(model, route).filter(|until| now < *until) {
        Some(until) => Err(UnusableRoute::BreakerOpen { until }),
        None => Ok(()),
    }
}

/// The route that a request takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick<'a> {
    Route(&'a Route),
    /// All routes that could do it have paused accounts or open breakers. The first of them is free then.
    Wait {
        until: Timestamp,
    },
    /// No route here can do it.
    None,
}

/// Picks the first usable route, in the catalog's order, that can do what is asked and that the job has not given up. A
/// route whose account is paused is passed over while another one is free.
pub fn pick<'a>(
    model: &'a Model,
    request: &Request,
    given_up: &[String],
    facts: &RouteFacts,
    now: Timestamp,
) -> Pick<'a> {
    let able = model.routes.iter().filter(|route| request.fits(route) && !given_up.contains(&route.name));
    let mut earliest = None;
    for route in able {
        match usable(model, route, facts, now) {
            Ok(()) => match facts.cool_until(route.vendor) {
                Some(until) if now < until => earliest = Some(earlier(earliest, until)),
                _ => return Pick::Route(route),
            },
            Err(UnusableRoute::BreakerOpen { until }) => earliest = Some(earlier(earliest, until)),
            Err(UnusableRoute::Disabled | UnusableRoute::Sunset | UnusableRoute::NoKey) => {}
        }
    }
    earliest.map_or(Pick::None, |until| Pick::Wait { until })
}

/// Whether a request can be accepted now: some route that can do it is not broken. How busy the accounts are does not
/// matter, since accepted jobs wait. Otherwise the error says when the first of its breakers closes.
pub fn accepts(
    model: &Model,
    request: &Request,
    facts: &RouteFacts,
    now: Timestamp,
) -> Result<(), Option<Timestamp>> {
    if model.routes.is_empty() {
        // Our own worker makes it.
        return Ok(());
    }
    let mut earliest = None;
    for route in model.routes.iter().filter(|route| request.fits(route)) {
        match usable(model, route, facts, now) {
            Ok(()) => return Ok(()),
            Err(UnusableRoute::BreakerOpen { until }) => earliest = Some(earlier(earliest, until)),
            Err(UnusableRoute::Disabled | UnusableRoute::Sunset | UnusableRoute::NoKey) => {}
        }
    }
    Err(earliest)
}

fn earlier(before: Option<Timestamp>, until: Timestamp) -> Timestamp {
    before.map_or(until, |before| before.min(until))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{Family, Request};
    use crate::{Catalog, Kind};

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(0).plus_seconds(seconds)
    }

    fn picked(facts: &RouteFacts, given_up: &[&str]) -> String {
        let catalog = Catalog::shipped().unwrap();
        let body = serde_json::json!({"prompt": "x"});
        let request = Request::read(Kind::Image, Family::Legacy, &body, &catalog).unwrap();
        let model = catalog.model(Kind::Image, "flux_2_pro").unwrap();
        let given_up: Vec<String> = given_up.iter().map(|name| (*name).to_owned()).collect();
        match pick(model, &request, &given_up, facts, at(0)) {
            Pick::Route(route) => route.name.clone(),
            Pick::Wait { until } => format!("wait {}", until.as_seconds()),
            Pick::None => "none".to_owned(),
        }
    }

    const BOTH: &[Vendor] = &[Vendor::Bfl, Vendor::Fal];

    #[test]
    fn the_first_route_that_works_is_picked() {
        let open = || Health { troubles: 3, open_until: Some(at(30)), ..Health::default() };
        let told = |seconds| Health { ends_at: Some(at(seconds)), ..Health::default() };
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
            (BOTH, vec![("image/flux_2_pro/bfl", told(1))], &[], "bfl"),
            (BOTH, vec![("image/flux_2_pro/bfl", told(0))], &[], "fal"),
            (&[Vendor::Bfl], vec![("image/flux_2_pro/bfl", told(0))], &[], "none"),
        ] {
            let health = health.into_iter().map(|(name, health)| (name.to_owned(), health)).collect();
            let facts = RouteFacts { vendors_with_key: keys.iter().copied().collect(), health };
            assert_eq!(picked(&facts, given_up), expected, "{facts:?} {given_up:?}");
        }
    }
}
