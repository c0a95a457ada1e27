//! Reads: jobs in both vocabularies, lists, the catalog, what can be picked, the service's health, and the answer to
//! every path there is not.

mod catalog;
mod config;
mod generation;
mod job;
mod list;
mod pick;
mod receipt;
mod reply;
mod view;

use std::sync::Arc;

use clock::Clock;
use domain::{Catalog, Kind};
use files::Files;
use http::StatusCode;
use lambda_http::Request;
pub use pick::PickCache;
use serde_json::json;
use store::{Healths, Store};
use vendors::Vendors;
use web::{ApiError, Callers, Handled, Reply};

/// What the function holds between requests.
#[derive(Debug, Clone)]
pub struct App {
    pub store: Store,
    pub files: Files,
    pub callers: Callers,
    pub clock: Clock,
    pub catalog: Arc<Catalog>,
    pub vendors: Vendors,
    pub healths: Healths,
    pub picks: PickCache,
}

/// Serves one request.
pub async fn handle(app: &App, request: Request) -> Reply {
    use Kind::{Avatar, Image, Tts, Video};
    let request = &request;
    let route = web::route_key(request);
    let handled = match route.strip_prefix("GET /api/v1/").unwrap_or(&route) {
        "creative-hub/generate/jobs" => list::jobs(app, request).await,
        "creative-hub/generate/jobs/{id}" => job::read(app, request).await,
        "creative-hub/generate/jobs/{id}/receipt" => receipt::read(app, request).await,
        "creative-hub/image-studio/generations" => list::generations(app, request, Image).await,
        "creative-hub/video-studio/generations" => list::generations(app, request, Video).await,
        "creative-hub/avatar-studio/generations" => list::generations(app, request, Avatar).await,
        "creative-hub/voice-studio/generations" => list::generations(app, request, Tts).await,
        "creative-hub/image-studio/generations/{id}" => generation::read(app, request, Image).await,
        "creative-hub/video-studio/generations/{id}" => generation::read(app, request, Video).await,
        "creative-hub/avatar-studio/generations/{id}" => generation::read(app, request, Avatar).await,
        "creative-hub/voice-studio/generations/{id}" => generation::read(app, request, Tts).await,
        "creative-hub/catalog" => catalog::read(app, request).await,
        "creative-hub/avatars" => pick::avatars(app, request).await,
        "creative-hub/voices" => pick::voices(app, request).await,
        "health" => Ok(web::json(StatusCode::OK, &json!({"status": "ok"}))),
        _ => no_such_route(request),
    };
    web::answer(request, handled)
}

/// API Gateway's `$default`: what no route matched.
fn no_such_route(request: &Request) -> Handled {
    let allowed = web::allowed_methods(request.uri().path());
    Err(if allowed.is_empty() { ApiError::NotFound } else { ApiError::MethodNotAllowed { allowed } })
}
