//! `GET /operator/status`: how the service stands, on one page for operators. Its reads are few and bounded; nothing here is
//! written.

mod oldest;
mod routes;
mod sunsets;

use domain::route_state::RouteFacts;
use domain::{OPERATOR_SCOPE, Rfc3339, health};
use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use web::{Access, Call, Endpoint, Handled, Parameters};

use self::oldest::OpenJob;
use self::routes::RouteStatus;
use self::sunsets::Sunset;
use crate::App;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/operator/status",
    access: Access::Scope(OPERATOR_SCOPE),
    parameters: Parameters::None,
    handler: |app, call| Box::pin(read(app, call)),
};

/// One read of the routes' health, if it is not remembered; a query for each shard, and a read for each job that is shown.
async fn read(app: &App, call: &Call<'_>) -> Handled {
    call.query().finish()?;
    let now = app.clock.now();
    let health = app.healths.read(app.catalog.models().iter().flat_map(health::keys), now).await;
    let facts = RouteFacts { vendors_with_key: app.vendors.with_key(), health };
    let status = OperatorStatus {
        as_of: Rfc3339(now),
        routes: routes::of(&app.catalog, &facts, now),
        sunsets: sunsets::of(&app.catalog, &facts, now),
        oldest_jobs: oldest::read(&app.store, now).await?,
    };
    Ok(web::json(StatusCode::OK, &status))
}

/// How the service stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct OperatorStatus {
    /// When this was looked at. What is said of routes may be 15 seconds older.
    as_of: Rfc3339,
    /// Every route of every model, in the order of the catalog.
    routes: Vec<RouteStatus>,
    /// What ends on a coming day, the first day first.
    sunsets: Vec<Sunset>,
    /// The open jobs that were made first, at most 10.
    oldest_jobs: Vec<OpenJob>,
}
