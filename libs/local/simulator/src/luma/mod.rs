//! Ray 3.2 of the Luma Agents API, as its Python client 0.5.0 and its guides of autumn 2026 describe it:
//! start, poll, and fetch the clip from a signed link.
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
//! Not played: pictures (`uni-1`), `video_edit`, `video_reframe` and the Files API; HDR is accepted and
//! delivered as SDR; of several frames only the one at the beginning shows; the clip that a `generation_id`
//! names is not continued; the balance never runs out.

mod delivery;
mod errors;
mod headers;
mod image_ref;
mod inputs;
mod key;
mod poll;
mod submit;
mod task;
mod video;
mod wire;

#[cfg(test)]
pub(crate) mod tests;

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use axum::{Router, middleware};

use self::errors::ApiError;
use crate::vendor::Vendor;
use crate::world::World;
use crate::{delivery as shared, report};

/// One picture of 50 MB in base64, and what is around it.
const LARGEST_BODY: usize = 72 * 1024 * 1024;

/// To be mounted under `/luma`.
pub(crate) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/v1/generations", post(submit::submit))
        .route("/v1/generations/{id}", get(poll::poll))
        .route_layer(middleware::from_fn(key::require))
        .fallback(async || ApiError::NotFound)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(middleware::from_fn(headers::stamp))
        .merge(shared::routes(Vendor::Luma, delivery::find))
        .merge(report::of_one_vendor(Vendor::Luma))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}
