//! A route as operators see it: what it can do, and whether it can be used now. Its host and the vendor's name for the
//! model are not shown.

use domain::catalog::{Route, RouteLimits, Vendor};
use domain::health::ClosedBy;
use domain::route_state::{RouteFacts, RouteState};
use domain::{Model, Rfc3339, Timestamp};
use schemars::JsonSchema;
use serde::Serialize;

/// One way to reach a model.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Route")]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, as the catalog states them")]
pub(super) struct RouteView {
    /// Its name, unique among the model's routes.
    name: String,
    /// Who runs the model there.
    vendor: Vendor,
    /// Whether the answer to the start is the result itself.
    synchronous: bool,
    /// Whether a running task can be stopped free of charge.
    cancel: bool,
    /// Whether the vendor can be asked for a task by our own id.
    lookup: bool,
    /// Whether the vendor could call back when it is done.
    webhook: bool,
    /// Whether the vendor takes an idempotency key.
    idempotency_key: bool,
    /// Whether the vendor bills some tasks that fail.
    bills_on_failure: bool,
    /// What it takes, where that is less than what the model takes.
    limits: RouteLimits,
    /// From when on it is not used any more; null where no end is known.
    sunset_at: Option<Rfc3339>,
    /// `open`, `paused`, `closed`, `retired`, `disabled` or `no_key`.
    state: &'static str,
    /// Until when it is paused or closed; absent where it is neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Rfc3339>,
    /// Why it is closed; absent where it is not, or where that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<ClosedBy>,
}

impl RouteView {
    pub(super) fn new(model: &Model, route: &Route, facts: &RouteFacts, now: Timestamp) -> Self {
        let state = facts.state(model, route, now);
        Self {
            name: route.name.clone(),
            vendor: route.vendor,
            synchronous: route.synchronous,
            cancel: route.stops_free_of_charge(),
            lookup: route.lookup,
            webhook: route.webhook,
            idempotency_key: route.idempotency_key,
            bills_on_failure: !route.bills_on_failure.is_empty(),
            limits: route.limits.clone(),
            sunset_at: facts.sunset_at(model, route).map(Rfc3339),
            state: state.as_str(),
            until: state.until().map(Rfc3339),
            reason: if let RouteState::Closed { by, .. } = state { by } else { None },
        }
    }
}
