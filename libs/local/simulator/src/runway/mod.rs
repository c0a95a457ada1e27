//! The API of Runway, as its SDKs 5.24.0 (Python) and 4.20.1 (Node) and its documentation of autumn 2026
//! describe it: start, poll, cancel, and fetch the clip from a signed link. Gen-4 and three of the models of
//! others that Runway hosts; `models.rs` lists them.
//!
//! | Time | Status |
//! |---|---|
//! | while five others of its model are at work | `THROTTLED` |
//! | 0 – 15 % of the rest | `PENDING`; a moderated prompt fails here |
//! | – 100 % | `RUNNING` |
//! | then | `SUCCEEDED` or `FAILED` |
//!
//! Not documented and therefore chosen here: DELETE answers 204; a picture that cannot be fetched is refused,
//! one that cannot be decoded fails the task; whatever was not asked for is what `models.rs` says.
//!
//! Not played: uploads (a `runway://` URI is unknown), the daily quota, other formats than MP4, references,
//! shots; of several pictures only the first one shows. A cancelled task stays in the place of a throttled
//! one. The books bill files only, though a moderated prompt costs its credits here as it does at Runway.

mod asset;
mod cancel;
mod delivery;
mod errors;
mod headers;
mod inputs;
mod issues;
mod models;
mod organization;
mod poll;
mod prompt_image;
mod submit;
mod task;
mod throttle;
mod wire;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use axum::{Router, middleware};

use self::errors::ApiError;
use crate::vendor::Vendor;
use crate::world::World;
use crate::{delivery as shared, report};

/// Two pictures as data URIs, and what is around them.
const LARGEST_BODY: usize = 16 * 1024 * 1024;

/// To be mounted under `/runway`.
pub(crate) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/v1/text_to_video", post(submit::text_to_video))
        .route("/v1/image_to_video", post(submit::image_to_video))
        .route("/v1/tasks/{id}", get(poll::poll).delete(cancel::cancel))
        .route("/v1/organization", get(organization::organization))
        .route_layer(middleware::from_fn(headers::require))
        .merge(shared::routes(Vendor::Runway, delivery::find))
        .merge(report::of_one_vendor(Vendor::Runway))
        .fallback(async || ApiError::NotFound)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}
