//! Takes requests in: validates, quotes, holds the credits and queues the job. Answers `202` at once.

mod cancel;
mod config;
mod quote;
mod submit;

use std::collections::BTreeSet;
use std::sync::Arc;

use clock::Clock;
use domain::Catalog;
use domain::catalog::Vendor;
use lambda_http::Request;
use queue::Queues;
use store::Store;
use web::{ApiError, Callers, Reply};

/// What the function holds between requests.
#[derive(Debug, Clone)]
pub struct App {
    pub store: Store,
    pub queues: Queues,
    pub callers: Callers,
    pub catalog: Arc<Catalog>,
    /// The vendors whose key is configured.
    pub vendors: BTreeSet<Vendor>,
    pub clock: Clock,
}

/// Serves one request.
pub async fn handle(app: &App, request: Request) -> Reply {
    let handled = match web::route_key(&request).as_str() {
        "POST /api/v1/creative-hub/generate/image" => submit::generate_image(app, &request).await,
        "POST /api/v1/creative-hub/generate/jobs/{id}/cancel" => cancel::cancel(app, &request).await,
        _ => Err(ApiError::NotFound),
    };
    web::answer(&request, handled)
}
