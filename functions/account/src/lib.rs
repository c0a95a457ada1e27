//! A team's account: its credits, its ledger, its caps.

mod alerts;
mod balance;
mod caps;
mod config;
mod grants;
mod members;
mod numbers;
mod transactions;

use ::alerts::Alerts;
use clock::Clock;
use domain::Caller;
use lambda_http::Request;
use store::Store;
use web::{ApiError, Callers, Reply};

/// What the function holds between requests.
#[derive(Debug, Clone)]
pub struct App {
    pub store: Store,
    pub callers: Callers,
    pub alerts: Alerts,
    pub clock: Clock,
}

const MAX_BODY_BYTES: usize = 64 * 1024;
/// The most credits that any request may name: a billion dollars.
const MAX_CREDITS: i64 = 1_000_000_000_000;

/// Serves one request.
pub async fn handle(app: &App, request: Request) -> Reply {
    let handled = match web::route_key(&request).as_str() {
        "GET /api/v1/credits/balance" => balance::read(app, &request).await,
        "GET /api/v1/credits/transactions" => transactions::list(app, &request).await,
        "POST /api/v1/credits/grants" => grants::grant(app, &request).await,
        "PUT /api/v1/credits/cap" => caps::set_team_cap(app, &request).await,
        "GET /api/v1/credits/members" => members::list(app, &request).await,
        "PUT /api/v1/credits/members/{user_id}/cap" => caps::set_member_cap(app, &request).await,
        "PUT /api/v1/credits/alerts" => alerts::set_threshold(app, &request).await,
        _ => Err(ApiError::NotFound),
    };
    web::answer(&request, handled)
}

/// The caller, who must be an owner or an admin.
async fn manager(app: &App, request: &Request) -> Result<Caller, ApiError> {
    let caller = app.callers.identify(request.headers()).await?;
    if caller.manages_team() { Ok(caller) } else { Err(ApiError::Forbidden) }
}
