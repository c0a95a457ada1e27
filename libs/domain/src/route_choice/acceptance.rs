//! Whether a request is accepted at submit.

use crate::Timestamp;
use crate::catalog::{Model, Route};
use crate::fields::FieldError;
use crate::request::Demand;
use crate::route_state::{RouteFacts, RouteState, earliest};

/// Why a request is not accepted now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAccepted {
    /// No route that could do it can be used. `until`: when the first of their breakers closes.
    Unavailable { until: Option<Timestamp> },
    /// Routes can be used that take less than this. The request is accepted once it is changed like this.
    TooMuch(Vec<FieldError>),
}

/// A request is accepted if some route that can do it is not broken. How busy the accounts are does not matter, since
/// accepted jobs wait.
///
/// Where only routes can do it that will not come back soon (without a key, retired, switched off), waiting does not
/// help the client. If other routes would do it with a smaller amount, that is said; a route that cannot do this kind of
/// thing at all is no help either. The answer is the route that would take it now.
pub fn accepts<'a>(
    model: &'a Model,
    demand: &Demand<'_>,
    facts: &RouteFacts,
    now: Timestamp,
) -> Result<Option<&'a Route>, NotAccepted> {
    if model.routes.is_empty() {
        // Our own worker makes it.
        return Ok(None);
    }
    let mut living: Vec<&Route> = Vec::new();
    let mut back_at: Option<Timestamp> = None;
    for route in &model.routes {
        let state = facts.state(model, route, now);
        if !state.lives() {
            continue;
        }
        living.push(route);
        if !demand.fits(route) {
            continue;
        }
        let RouteState::Closed { until, .. } = state else { return Ok(Some(route)) };
        back_at = earliest(back_at, Some(until));
    }
    let complaints = demand.complaints(model, &living);
    if back_at.is_some() || complaints.is_empty() {
        return Err(NotAccepted::Unavailable { until: back_at });
    }
    Err(NotAccepted::TooMuch(complaints))
}
