//! A team's account: its credits, its ledger, its caps, its members, and their API keys and browser tokens. And the teams
//! themselves, for operators.

mod alerts;
mod api_keys;
mod balance;
mod billed_failures;
mod caps;
mod config;
mod grants;
mod in_month;
mod me;
mod members;
mod memberships;
mod month_numbers;
mod operations;
mod replies;
mod requests;
mod teams;
mod tokens;
mod transactions;

use std::sync::Arc;

use ::alerts::Alerts;
use clock::Clock;
use domain::Catalog;
use domain::api_key::KeyPrefix;
use lambda_http::Request;
use store::Store;
use web::{Callers, Endpoint, MethodAndPath, Reply};

pub use operations::OPERATIONS;
pub use replies::REPLIES;
pub use requests::REQUESTS;

/// What the function holds between requests.
#[derive(Debug, Clone)]
pub struct App {
    pub store: Store,
    pub callers: Callers,
    pub alerts: Alerts,
    pub catalog: Arc<Catalog>,
    /// What the keys begin with that are made here.
    pub key_prefix: KeyPrefix,
    pub clock: Clock,
}

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
    me::ENDPOINT,
    api_keys::CREATE,
    api_keys::LIST,
    api_keys::READ,
    api_keys::REVOKE,
    api_keys::ROTATE,
    tokens::ENDPOINT,
    memberships::LIST,
    memberships::CHANGE,
];
pub const METHODS_AND_PATHS: [MethodAndPath; ENDPOINTS.len()] = web::methods_and_paths(ENDPOINTS);

/// Serves one request.
pub async fn handle(app: &App, request: Request) -> Reply {
    let handled = web::serve(ENDPOINTS, app, &app.callers, &request).await;
    web::answer(&request, handled)
}
