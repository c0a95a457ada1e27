//! Accepts requests: validates and quotes them, holds the credits, queues the job, and answers `202` at once. Also
//! cancels jobs, tries failed ones again and hides finished ones.

mod accepted;
mod allowed_models;
mod cancel;
mod config;
mod delete;
mod facts;
mod named;
mod operations;
mod preview;
mod quote;
mod replies;
mod requests;
mod retry;
mod route_check;
mod stop;
mod submit;

use std::sync::Arc;

use clock::Clock;
use domain::Catalog;
use files::Files;
use lambda_http::Request;
use picks::Picks;
use queue::Queues;
use store::{Healths, Store};
use web::{Callers, Endpoint, MethodAndPath, Reply};

pub use operations::OPERATIONS;
pub use replies::REPLIES;
pub use requests::REQUESTS;

/// What the function holds between requests.
#[derive(Debug, Clone)]
pub struct App {
    pub store: Store,
    pub healths: Healths,
    pub queues: Queues,
    pub files: Files,
    pub callers: Callers,
    pub catalog: Arc<Catalog>,
    /// What there is to pick at the vendors whose key is configured.
    pub picks: Picks,
    pub clock: Clock,
}

pub const ENDPOINTS: &[Endpoint<App>] = &[
    submit::IMAGE,
    submit::VIDEO,
    submit::AVATAR,
    submit::TTS,
    submit::COMPOSITE,
    submit::IMAGE_STUDIO,
    submit::VIDEO_STUDIO,
    submit::AVATAR_STUDIO,
    submit::VOICE_STUDIO,
    cancel::ENDPOINT,
    retry::ENDPOINT,
    delete::ENDPOINT,
];
pub const METHODS_AND_PATHS: [MethodAndPath; ENDPOINTS.len()] = web::methods_and_paths(ENDPOINTS);

/// Serves one request.
pub async fn handle(app: &App, request: Request) -> Reply {
    let handled = web::serve(ENDPOINTS, app, &app.callers, &request).await;
    web::answer(&request, handled)
}
