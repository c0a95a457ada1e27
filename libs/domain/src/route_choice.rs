//! Chooses the route that a job takes: the first in the catalog's order that can do it and is free at the moment.

mod acceptance;

use crate::catalog::{Model, Route};
use crate::route_state::{RouteFacts, RouteState, earliest};
use crate::{Job, Timestamp};

pub use acceptance::{NotAccepted, accepts};

/// The route that a job takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick<'a> {
    Route(&'a Route),
    /// All routes that could do it are paused or closed, or have just passed the job over. The first of them is free
    /// then.
    Wait {
        until: Timestamp,
    },
    /// No route here can do it.
    None,
}

/// Once a vendor has accepted a part of a job, the rest goes there, too. The same holds after a lost answer that the
/// vendor can be asked about: only this vendor refuses a second start. A job that is free to choose takes the first route,
/// in the catalog's order, that is open and that it has neither given up nor just passed over.
pub fn pick<'a>(job: &Job, model: &'a Model, facts: &RouteFacts, now: Timestamp) -> Pick<'a> {
    if job.is_bound(model) {
        let route = job.route.as_deref().and_then(|name| model.route(name));
        return route.map_or(Pick::None, |route| stay(route, facts, now));
    }
    let mut back_at: Option<Timestamp> = None;
    for route in model.routes.iter().filter(|route| job.could_take(route)) {
        let state = facts.state(model, route, now);
        if state == RouteState::Open && !job.has_passed_over(route) {
            return Pick::Route(route);
        }
        if state.lives() {
            back_at = earliest(back_at, Some(state.until().unwrap_or(now)));
        }
    }
    back_at.map_or(Pick::None, |until| Pick::Wait { until })
}

/// A breaker does not keep the rest of a job from the vendor that has the other part.
fn stay<'a>(route: &'a Route, facts: &RouteFacts, now: Timestamp) -> Pick<'a> {
    match facts.paused_until(route.vendor, now) {
        _ if !facts.vendors_with_key.contains(&route.vendor) => Pick::None,
        Some(until) => Pick::Wait { until },
        None => Pick::Route(route),
    }
}

#[cfg(test)]
mod tests;
