//! FLUX.2 [pro] of Black Forest Labs, as its OpenAPI schema and documentation of November 2026 describe it:
//! start, look, and fetch the file from a signed link.
//!
//! | Time | Status |
//! |---|---|
//! | 0 – 15 % | `Pending`; a moderated request ends here |
//! | 15 – 30 % | `Reasoning` |
//! | – 100 % | `Generating` |
//! | then | `Ready`, `Content Moderated` or `Error` |
//!
//! Not played: webhooks, and whatever else of the schema nobody sends is ignored; the balance never runs out; an
//! input image counts as one megapixel and is not looked at.

mod errors;
mod inputs;
mod look;
mod submit;

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

pub(crate) const MODEL: &str = "flux-2-pro";
/// Eight input images of 20 MB in base64 do not fit; three do.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

pub(crate) fn endpoints() -> Endpoints {
    Endpoints::default().post("/v1/flux-2-pro", submit::submit).get("/v1/get_result", look::look)
}

/// To be mounted under `/bfl`.
pub(crate) fn routes() -> Router<Arc<World>> {
    endpoints()
        .router
        .route_layer(middleware::from_fn(require_key))
        .merge(delivery::routes(Vendor::Bfl, look::find))
        .merge(report::of_one_vendor(Vendor::Bfl))
        .fallback(async || ApiError::NotFound)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}

async fn require_key(request: Request, next: Next) -> Response {
    let check = |request: &Request| match request.headers().get("x-key") {
        None => Err(ApiError::NotAuthenticated),
        Some(key) if key != Vendor::Bfl.key() => Err(ApiError::BadKey),
        Some(_) => Ok(()),
    };
    auth::require(check, request, next).await
}
