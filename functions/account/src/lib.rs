//! A team's account: its credits.

mod balance;
mod config;

use clock::Clock;
use lambda_http::Request;
use store::Store;
use web::{ApiError, Callers, Reply};

/// What the function holds between requests.
#[derive(Debug, Clone)]
pub struct App {
    pub store: Store,
    pub callers: Callers,
    pub clock: Clock,
}

/// Serves one request.
pub async fn handle(app: &App, request: Request) -> Reply {
    let handled = match web::route_key(&request).as_str() {
        "GET /api/v1/credits/balance" => balance::read(app, &request).await,
        _ => Err(ApiError::NotFound),
    };
    web::answer(&request, handled)
}
