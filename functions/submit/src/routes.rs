//! Whether any route can serve a request. This is checked before money moves.

use std::collections::BTreeMap;

use domain::catalog::Vendor;
use domain::health::{self, Health};
use domain::request::Request;
use domain::route_choice::{self, RouteFacts};
use web::ApiError;

use crate::App;

struct Now<'a> {
    app: &'a App,
    health: BTreeMap<String, Health>,
}

impl RouteFacts for Now<'_> {
    fn has_key(&self, vendor: Vendor) -> bool {
        self.app.vendors.contains(&vendor)
    }

    fn health(&self, key: &str) -> Health {
        self.health.get(key).cloned().unwrap_or_default()
    }
}

/// At most one AWS call in 15 seconds for each model. A route whose health cannot be read counts as healthy: the job is
/// accepted, and waits if it has to.
pub(crate) async fn accepts(app: &App, request: &Request) -> Result<(), ApiError> {
    let now = app.clock.now();
    let unavailable = |retry_after| ApiError::NoRoute { retry_after };
    let model = app.catalog.model(request.kind(), request.model()).ok_or(unavailable(None))?;
    let health = app.healths.get(health::keys(model), now).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "the health of routes could not be read");
        BTreeMap::new()
    });
    route_choice::accepts(model, request, &Now { app, health }, now).map_err(|until| {
        let seconds = until.map(|until| (until.millis_since(now) + 999).div_euclid(1000).max(1));
        unavailable(seconds.and_then(|seconds| u32::try_from(seconds).ok()))
    })
}
