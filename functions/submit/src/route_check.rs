//! Whether any route can serve a request, and which. This is checked before money moves.

use domain::catalog::Route;
use domain::health;
use domain::request::Plan;
use domain::route_choice::{self, NotAccepted};
use domain::route_state::RouteFacts;
use web::ApiError;

use crate::App;

/// At most one AWS call in 15 seconds for each model. A route whose health cannot be read counts as healthy: the job is
/// accepted, and waits if it has to.
pub(crate) async fn accepts<'a>(app: &'a App, plan: &Plan) -> Result<Option<&'a Route>, ApiError> {
    let now = app.clock.now();
    let request = &plan.request;
    let model = app.catalog.model(request.kind(), request.model());
    let model = model.ok_or(ApiError::NoRoute { retry_after: None })?;
    let health = app.healths.read(health::keys(model), now).await;
    let facts = RouteFacts { vendors_with_key: app.picks.vendors().with_key(), health };
    route_choice::accepts(model, &plan.demand(), &facts, now).map_err(|reason| match reason {
        NotAccepted::TooMuch(complaints) => ApiError::Fields(complaints),
        NotAccepted::Unavailable { until } => {
            let seconds = until.map(|until| until.seconds_from(now));
            ApiError::NoRoute { retry_after: seconds.and_then(|seconds| u32::try_from(seconds).ok()) }
        }
    })
}
