//! A team's account: its credits, its ledger, its caps. And the teams themselves, for operators.

mod alerts;
mod balance;
mod billed_failures;
mod caps;
mod config;
mod grants;
mod in_month;
mod members;
mod month_numbers;
mod replies;
mod teams;
mod transactions;

use ::alerts::Alerts;
use clock::Clock;
use lambda_http::Request;
use store::Store;
use web::{Callers, Endpoint, MethodAndPath, Reply};

pub use replies::REPLIES;

/// What the function holds between requests.
#[derive(Debug, Clone)]
pub struct App {
    pub store: Store,
    pub callers: Callers,
    pub alerts: Alerts,
    pub clock: Clock,
}

/// The most credits that any request may name: a billion dollars.
const MAX_CREDITS: i64 = 1_000_000_000_000;

pub const ENDPOINTS: &[Endpoint<App>] = &[
    balance::ENDPOINT,
    transactions::ENDPOINT,
    grants::ENDPOINT,
    billed_failures::ENDPOINT,
    caps::TEAM_ENDPOINT,
    members::ENDPOINT,
    caps::MEMBER_ENDPOINT,
    alerts::ENDPOINT,
    teams::CREATE,
    teams::LIST,
    teams::READ,
];
pub const METHODS_AND_PATHS: [MethodAndPath; ENDPOINTS.len()] = web::methods_and_paths(ENDPOINTS);

/// Serves one request.
pub async fn handle(app: &App, request: Request) -> Reply {
    let handled = web::serve(ENDPOINTS, app, &app.callers, &request).await;
    web::answer(&request, handled)
}
