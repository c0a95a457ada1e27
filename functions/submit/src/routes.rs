//! Whether a request can be taken on at all: said before money moves.

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

/// At most one AWS call every 15 seconds and model. Where the health of routes cannot be read, they count as
/// healthy: the job is taken on, and waits if need be.
pub(crate) async fn accepts(app: &App, request: &Request) -> Result<(), ApiError> {
    let now = app.clock.now();
    let unavailable = |retry_after| ApiError::NoRoute { retry_after };
    let model = app.catalog.model(request.kind(), request.model()).ok_or(unavailable(None))?;
    let health = app.healths.of(health::keys(model), now).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "the health of routes could not be read");
        BTreeMap::new()
    });
    route_choice::accepts(model, request, &Now { app, health }, now).map_err(|until| {
        let seconds = until.map(|until| (until.millis_since(now) + 999).div_euclid(1000).max(1));
        unavailable(seconds.and_then(|seconds| u32::try_from(seconds).ok()))
    })
}
