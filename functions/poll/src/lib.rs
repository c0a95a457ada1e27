//! Reads: a job, the service's health, and the answer to every path there is not.

mod config;
mod job;
mod receipt;

use clock::Clock;
use files::Files;
use http::StatusCode;
use lambda_http::Request;
use serde_json::json;
use store::Store;
use web::{ApiError, Callers, Handled, Reply};

/// What the function holds between requests.
#[derive(Debug, Clone)]
pub struct App {
    pub store: Store,
    pub files: Files,
    pub callers: Callers,
    pub clock: Clock,
}

/// Serves one request.
pub async fn handle(app: &App, request: Request) -> Reply {
    let handled = match web::route_key(&request).as_str() {
        "GET /api/v1/creative-hub/generate/jobs/{id}" => job::read(app, &request).await,
        "GET /api/v1/creative-hub/generate/jobs/{id}/receipt" => receipt::read(app, &request).await,
        "GET /api/v1/health" => Ok(web::json(StatusCode::OK, &json!({"status": "ok"}))),
        _ => no_such_route(&request),
    };
    web::answer(&request, handled)
}

/// API Gateway's `$default`: what no route matched.
fn no_such_route(request: &Request) -> Handled {
    let allowed = web::allowed_methods(request.uri().path());
    Err(if allowed.is_empty() { ApiError::NotFound } else { ApiError::MethodNotAllowed { allowed } })
}
