//! Seedream and Seedance on `ModelArk` of `BytePlus`, as its SDK (3.0.63) and documentation of November 2026
//! describe them: pictures are answered with their result, clips are tasks to be polled.
//!
//! | Word | Pictures | Clips |
//! |---|---|---|
//! | `sim:moderated` | 400 `InputTextSensitiveContentDetected` | the same, no task |
//! | `sim:late-moderated` | 400 `OutputImageSensitiveContentDetected`; in a group 200 with `error` items | `failed`, `OutputVideoSensitiveContentDetected` |
//! | `sim:fail` | 500 `InternalServiceError`, every time | `failed`, `InternalServiceError` |
//! | `sim:empty-result` | 200, `data` is empty | `succeeded` without a `video_url` |
//!
//! Not played: what nobody sends of the many fields (they are refused as unknown), callbacks, frames other than
//! the first, references of clips, endpoints of one's own (`ep-…`), quotas.

mod errors;
mod images;
mod references;
mod videos;

#[cfg(test)]
pub(crate) mod tests;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{self, Next};
use axum::{Router, response::Response};

use self::errors::ApiError;
use crate::endpoints::Endpoints;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::workshop::Recipe;
use crate::world::World;
use crate::{auth, delivery, link, report, request_id};

/// Documented for tasks.
const LARGEST_BODY: usize = 64 * 1024 * 1024;
/// How long a link opens, from the end of the work on (`X-Tos-Expires=86400`).
const VALID: Duration = Duration::from_hours(24);

pub(crate) fn endpoints() -> Endpoints {
    Endpoints::default()
        .post("/api/v3/images/generations", images::generate)
        .post("/api/v3/contents/generations/tasks", videos::submit)
        .get("/api/v3/contents/generations/tasks", videos::list)
        .get("/api/v3/contents/generations/tasks/{id}", videos::look)
        .delete("/api/v3/contents/generations/tasks/{id}", videos::delete)
}

/// To be mounted under `/byteplus`.
pub(crate) fn routes() -> Router<Arc<World>> {
    endpoints()
        .router
        .route_layer(middleware::from_fn(require_key))
        .merge(delivery::routes(Vendor::Byteplus, find))
        .merge(report::of_one_vendor(Vendor::Byteplus))
        .fallback(async || ApiError::NoSuchPath)
        .method_not_allowed_fallback(async || ApiError::NoSuchPath)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(middleware::map_response(request_id::stamp))
}

#[cfg(test)]
pub(crate) fn models() -> Vec<&'static str> {
    [images::models(), videos::models()].concat()
}

async fn require_key(request: Request, next: Next) -> Response {
    let check = |request: &Request| {
        let key = auth::authorization(request.headers(), "Bearer");
        if key == Some(Vendor::Byteplus.key()) { Ok(()) } else { Err(ApiError::NotAuthenticated) }
    };
    auth::require(check, request, next).await
}

fn link(world: &World, start: &Start, file: &str) -> Option<String> {
    link::to(world, Vendor::Byteplus, &start.task, file, start.ends_at_ms, VALID)
}

fn find(world: &World, start: &Start, file: &str) -> Option<Recipe> {
    images::find(start, file).or_else(|| videos::find(world, start, file))
}
