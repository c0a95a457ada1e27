//! The routes of all models: which can be used now, and what is known of those that cannot.

use domain::catalog::Vendor;
use domain::health::{ClosedBy, route_key};
use domain::route_state::{RouteFacts, RouteState};
use domain::{Catalog, Kind, Model, Rfc3339, Timestamp};
use schemars::JsonSchema;
use serde::Serialize;

pub(super) fn of(catalog: &Catalog, facts: &RouteFacts, now: Timestamp) -> Vec<RouteStatus> {
    let models = catalog.models().iter();
    models.flat_map(|model| RouteStatus::of_model(model, facts, now)).collect()
}

/// How a route stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct RouteStatus {
    /// What is made.
    #[serde(rename = "type")]
    kind: Kind,
    /// The model, by its id in the catalog.
    model: String,
    /// The route's name, unique among the model's routes.
    route: String,
    /// Who runs the model there.
    vendor: Vendor,
    /// `open`, `paused`, `closed`, `retired`, `disabled` or `no_key`.
    state: &'static str,
    /// Until when it is paused or closed; null where it is neither.
    until: Option<Rfc3339>,
    /// Why it is closed; null where it is not, or where that is not known.
    reason: Option<ClosedBy>,
    /// How many starts in a row have met trouble at the vendor.
    troubles: u32,
    /// From when on it is not used any more; null where no end is known.
    sunset_at: Option<Rfc3339>,
}

impl RouteStatus {
    fn of_model(model: &Model, facts: &RouteFacts, now: Timestamp) -> Vec<Self> {
        let status = |route: &domain::catalog::Route| {
            let state = facts.state(model, route, now);
            let health = facts.health.get(&route_key(model, route));
            Self {
                kind: model.kind,
                model: model.id.clone(),
                route: route.name.clone(),
                vendor: route.vendor,
                state: state.as_str(),
                until: state.until().map(Rfc3339),
                reason: if let RouteState::Closed { by, .. } = state { by } else { None },
                troubles: health.map_or(0, |health| health.troubles),
                sunset_at: facts.sunset_at(model, route).map(Rfc3339),
            }
        };
        model.routes.iter().map(status).collect()
    }
}
