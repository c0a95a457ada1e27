//! Reads: jobs in both vocabularies, lists, the catalog, voices and avatars, the service's health and, for operators, how it
//! stands. Also answers the
//! requests that no endpoint matches.

mod catalog;
mod config;
mod fallback;
mod generation;
mod health;
mod job;
mod list;
mod openapi;
mod operations;
mod operator;
mod pick;
mod receipt;
mod replies;
mod view;

use std::sync::Arc;

pub use catalog::GuidanceOfDay;
use clock::Clock;
use domain::Catalog;
use files::Files;
use http::StatusCode;
use lambda_http::Request;
use picks::Picks;
use store::{Healths, Store};
use vendors::Vendors;
use web::{Callers, Endpoint, MethodAndPath, Reply};

pub use operations::OPERATIONS;
pub use replies::REPLIES;

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
    pub picks: Picks,
    pub guidance: GuidanceOfDay,
}

pub const ENDPOINTS: &[Endpoint<App>] = &[
    list::JOBS,
    job::ENDPOINT,
    receipt::ENDPOINT,
    list::IMAGE_GENERATIONS,
    list::VIDEO_GENERATIONS,
    list::AVATAR_GENERATIONS,
    list::VOICE_GENERATIONS,
    generation::IMAGE,
    generation::VIDEO,
    generation::AVATAR,
    generation::VOICE,
    catalog::ENDPOINT,
    pick::AVATARS,
    pick::VOICES,
    operator::ENDPOINT,
    health::ENDPOINT,
    openapi::ENDPOINT,
];
pub const METHODS_AND_PATHS: [MethodAndPath; ENDPOINTS.len()] = web::methods_and_paths(ENDPOINTS);

/// Serves one request.
pub async fn handle(app: &App, request: Request) -> Reply {
    let handled = match web::find(ENDPOINTS, &request) {
        Some(endpoint) => endpoint.serve(app, &app.callers, &request).await,
        None if fallback::is_preflight(&request) => Ok(web::empty(StatusCode::NO_CONTENT)),
        None => Err(fallback::no_such_endpoint(request.uri().path())),
    };
    web::answer(&request, handled)
}
