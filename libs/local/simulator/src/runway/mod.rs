//! The API of Runway, as its SDKs 5.24.0 (Python) and 4.20.1 (Node) and its documentation of autumn 2026
//! describe it: start, poll, cancel, and fetch the clip from a signed link. `models.rs` lists the models: Gen-4, and
//! Veo, which Runway hosts for Google.
//!
//! | Time | Status |
//! |---|---|
//! | while five others of its model are at work | `THROTTLED` |
//! | 0 – 15 % of the rest | `PENDING`; a moderated prompt fails here |
//! | – 100 % | `RUNNING` |
//! | then | `SUCCEEDED` or `FAILED` |
//!
//! Not documented and therefore chosen here: DELETE answers 204; a picture that cannot be decoded fails the task.
//!
//! A model takes 1,000 tasks in a rolling day. More get a 429 without a time, for hours; so does `sim:429`.
//!
//! Not played: pictures by address, and every model and field that no adapter and no client of Runway's sends. A cancelled task keeps its place among those at work. The usage counts files only, though a
//! moderated prompt costs its credits here as it does at Runway.

mod errors;
mod inputs;
mod issues;
mod look;
mod models;
mod prompt_image;
mod submit;
mod throttle;

#[cfg(test)]
pub(crate) mod tests;

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{self, Next};
use axum::{Router, response::Response};

use self::errors::ApiError;
use crate::endpoints::Endpoints;
use crate::vendor::Vendor;
use crate::world::World;
use crate::{auth, delivery, report};

const VERSION: &str = "2024-11-06";
/// A picture as a data URI, and what is around it.
const LARGEST_BODY: usize = 16 * 1024 * 1024;

pub(crate) fn endpoints() -> Endpoints {
    Endpoints::default()
        .post("/v1/text_to_video", submit::text_to_video)
        .post("/v1/image_to_video", submit::image_to_video)
        .get("/v1/tasks/{id}", look::look)
        .delete("/v1/tasks/{id}", look::cancel)
        .get("/v1/organization", models::organization)
}

/// To be mounted under `/runway`.
pub(crate) fn routes() -> Router<Arc<World>> {
    endpoints()
        .router
        .route_layer(middleware::from_fn(require_headers))
        .merge(delivery::routes(Vendor::Runway, look::find))
        .merge(report::of_one_vendor(Vendor::Runway))
        .fallback(async || ApiError::NotFound)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}

#[cfg(test)]
pub(crate) fn models() -> Vec<&'static str> {
    models::Model::all().iter().map(|model| model.name).collect()
}

/// The key and the version of the API.
async fn require_headers(request: Request, next: Next) -> Response {
    let check = |request: &Request| {
        let headers = request.headers();
        match (auth::authorization(headers, "Bearer"), auth::text(headers, "x-runway-version")) {
            (None, _) => Err(ApiError::NoKey),
            (Some(key), _) if key != Vendor::Runway.key() => Err(ApiError::BadKey),
            (Some(_), None) => Err(ApiError::NoVersion),
            (Some(_), Some(version)) if version != VERSION => Err(ApiError::BadVersion),
            (Some(_), Some(_)) => Ok(()),
        }
    };
    auth::require(check, request, next).await
}
