//! Whether any route can serve a request. This is checked before money moves.

use domain::health;
use domain::request::Request;
use domain::route_choice::{self, RouteFacts};
use web::ApiError;

use crate::App;

/// At most one AWS call in 15 seconds for each model. A route whose health cannot be read counts as healthy: the job is
/// accepted, and waits if it has to.
pub(crate) async fn accepts(app: &App, request: &Request) -> Result<(), ApiError> {
    let now = app.clock.now();
    let unavailable = |retry_after| ApiError::NoRoute { retry_after };
    let model = app.catalog.model(request.kind(), request.model()).ok_or(unavailable(None))?;
    let health = app.healths.read(health::keys(model), now).await;
    let facts = RouteFacts { vendors_with_key: app.vendors.clone(), health };
    route_choice::accepts(model, request, &facts, now).map_err(|until| {
        let seconds = until.map(|until| (until.millis_since(now) + 999).div_euclid(1000).max(1));
        unavailable(seconds.and_then(|seconds| u32::try_from(seconds).ok()))
    })
}
