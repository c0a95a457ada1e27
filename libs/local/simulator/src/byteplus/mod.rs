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
//! Not played: callbacks, drafts as inputs, `asset://` inputs, endpoints of one's own (`ep-…`), quotas.

mod delivery;
mod errors;
mod images;
mod key;
mod pictures;
mod videos;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use axum::{Router, middleware};

use self::errors::ApiError;
use crate::vendor::Vendor;
use crate::world::World;
use crate::{delivery as shared, report, request_id};

/// Documented for tasks.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// To be mounted under `/byteplus`.
pub(crate) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/api/v3/images/generations", post(images::generate))
        .route("/api/v3/contents/generations/tasks", post(videos::submit).get(videos::list))
        .route("/api/v3/contents/generations/tasks/{id}", get(videos::read).delete(videos::delete))
        .route_layer(middleware::from_fn(key::require))
        .merge(shared::routes(Vendor::Byteplus, delivery::find))
        .merge(report::of_one_vendor(Vendor::Byteplus))
        .fallback(async || ApiError::NoSuchPath)
        .method_not_allowed_fallback(async || ApiError::NoSuchPath)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(middleware::map_response(request_id::stamp))
}
