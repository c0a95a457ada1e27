//! Pictures and speech of `OpenAI`, as its SDKs of November 2026 (3.52.0) and its price map describe them:
//! every call is answered with its result.
//!
//! | Word | Pictures | Speech |
//! |---|---|---|
//! | `sim:moderated` | 400 `moderation_blocked`, stage `input`, early | 400 `content_policy_violation` (unverified) |
//! | `sim:late-moderated` | 400 `moderation_blocked`, stage `output`, after the work | the same, after the work |
//! | `sim:fail` | 500 `server_error` after the work, every time | the same |
//! | `sim:empty-result` | 200, `data` is empty | 200, a body of no bytes |
//!
//! Not played: `gif` and `svg`, the pixels of masks, quotas, verified organisations. A model with an announced
//! shutdown goes on here after that date; `GET /v1/models/{id}` tells it. Texts of errors are from memory;
//! codes, types and parameters are what clients branch on.

mod errors;
mod images;
mod key;
mod models;
mod speech;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use axum::{Router, middleware};

use self::errors::ApiError;
use crate::vendor::Vendor;
use crate::world::World;
use crate::{report, request_id};

/// Sixteen pictures of 50 MB do not fit; a few do.
const LARGEST_BODY: usize = 256 * 1024 * 1024;

/// To be mounted under `/openai`.
pub(crate) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/v1/images/generations", post(images::generate))
        .route("/v1/images/edits", post(images::edit))
        .route("/v1/audio/speech", post(speech::speak))
        .route("/v1/models", get(models::list))
        .route("/v1/models/{id}", get(models::read))
        .route_layer(middleware::from_fn(key::require))
        .merge(report::of_one_vendor(Vendor::Openai))
        .fallback(async |uri: axum::http::Uri| ApiError::UnknownUrl(uri.path().to_owned()))
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(middleware::map_response(request_id::stamp))
}
