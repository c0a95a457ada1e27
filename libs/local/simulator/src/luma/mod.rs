//! Ray 3.2 of the Luma Agents API, as its Python client 0.5.0 and its guides of autumn 2026 describe it:
//! start, look, and fetch the clip from a signed link.
//!
//! | Time | State |
//! |---|---|
//! | 0 – 15 % | `queued`; a moderated request fails here |
//! | – 100 % | `processing` |
//! | then | `completed` or `failed` |
//!
//! Not documented and therefore chosen here: `detail` is always a sentence; a clip is as wide and high as its
//! aspect ratio makes it with the resolution as its shorter side; 720p, 5 s and 16:9 are the defaults.
//!
//! Not played: other types and models, the Files API, the options of a video that nobody sends (each is refused),
//! pictures that are not sent in the request. Of several frames only the one at the beginning shows. The balance
//! never runs out.

mod errors;
mod frames;
mod inputs;
mod look;
mod submit;

#[cfg(test)]
pub(crate) mod tests;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::{DefaultBodyLimit, Request};
use axum::http::HeaderValue;
use axum::middleware::{self, Next};
use axum::{Router, response::Response};

use self::errors::ApiError;
use crate::endpoints::Endpoints;
use crate::vendor::Vendor;
use crate::world::World;
use crate::{auth, delivery, report};

pub(crate) const MODEL: &str = "ray-3.2";
/// One picture of 50 MB in base64, and what is around it.
const LARGEST_BODY: usize = 72 * 1024 * 1024;

pub(crate) fn endpoints() -> Endpoints {
    Endpoints::default().post("/v1/generations", submit::submit).get("/v1/generations/{id}", look::look)
}

/// To be mounted under `/luma`.
pub(crate) fn routes() -> Router<Arc<World>> {
    endpoints()
        .router
        .route_layer(middleware::from_fn(require_key))
        .fallback(async || ApiError::NotFound)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(middleware::from_fn(stamp))
        .merge(delivery::routes(Vendor::Luma, look::find))
        .merge(report::of_one_vendor(Vendor::Luma))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}

async fn require_key(request: Request, next: Next) -> Response {
    let check = |request: &Request| match auth::authorization(request.headers(), "Bearer") {
        None => Err(ApiError::NoKey),
        Some(key) if key != Vendor::Luma.key() => Err(ApiError::BadKey),
        Some(_) => Ok(()),
    };
    auth::require(check, request, next).await
}

const REQUEST_ID: &str = "x-request-id";
static REQUESTS: AtomicU64 = AtomicU64::new(1);

/// The headers of every answer, errors included. A request that brings an id of its own gets it back.
async fn stamp(request: Request, next: Next) -> Response {
    let id = request.headers().get(REQUEST_ID).cloned();
    let id = id.unwrap_or_else(|| HeaderValue::from(REQUESTS.fetch_add(1, Ordering::Relaxed)));
    let mut response = next.run(request).await;
    response.headers_mut().insert(REQUEST_ID, id);
    response.headers_mut().insert("x-api-version", HeaderValue::from_static("2026-04-01"));
    response
}
