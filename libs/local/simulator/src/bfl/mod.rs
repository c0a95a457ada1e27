//! FLUX.2 [pro] of Black Forest Labs, as its OpenAPI schema and documentation of November 2026 describe it:
//! start, poll, and fetch the file from a signed link.
//!
//! | Time | Status |
//! |---|---|
//! | 0 – 15 % | `Pending`; a moderated request ends here |
//! | 15 – 30 % | `Reasoning`, unless `disable_pup` is set |
//! | – 100 % | `Generating` |
//! | then | `Ready`, `Content Moderated` or `Error` |
//!
//! Not played: webhooks are accepted and never called; the balance never runs out; every input image counts
//! as one megapixel and is not looked at.

mod credits;
mod delivery;
mod errors;
mod get_result;
mod inputs;
mod key;
mod submit;
mod task;
mod timeline;
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

/// Eight input images of 20 MB in base64 do not fit; three do.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// To be mounted under `/bfl`.
pub(crate) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/v1/flux-2-pro", post(submit::submit))
        .route("/v1/get_result", get(get_result::get_result))
        .route("/v1/credits", get(credits::credits))
        .route_layer(middleware::from_fn(key::require))
        .merge(shared::routes(Vendor::Bfl, delivery::find))
        .merge(report::of_one_vendor(Vendor::Bfl))
        .fallback(async || ApiError::NotFound)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}
