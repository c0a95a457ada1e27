//! The queue of fal.ai, which hosts models of others, as its clients of November 2026 (Python 1.0.3,
//! JavaScript 1.10.1) and its Queue API description have it: submit, poll, fetch the result, cancel. A submit names the
//! whole endpoint; everything after it only `owner/alias`.
//!
//! | Time | State |
//! |---|---|
//! | 0 – 15 % | `IN_QUEUE`, 202; a cancel removes it: `OK` |
//! | – 100 % | `IN_PROGRESS`, 202; a cancel is a request, which a runner follows up to 50 % |
//! | then | `COMPLETED`, 200, however it ended: only the result says |
//!
//! | Word | Result |
//! |---|---|
//! | `sim:moderated` | 422 `content_policy_violation`, early |
//! | `sim:late-moderated` | the same, after the work |
//! | `sim:fail` | 500 `internal_server_error`, not retryable |
//! | `sim:empty-result` | 200, `images` is empty, `video` or `audio` is null |
//! | (cancelled) | 499 `client_cancelled` (unverified) |
//!
//! The queue knows no schemas: what a model does not take shows at the result too, as a 422 (seen live by the
//! authors of `TanStack` AI, pull request 396). So do inputs that cannot be fetched or decoded. A field that nobody
//! sends is refused (`extra_forbidden`), which the vendor may not do. JPEG, PNG and WebP can be decoded, and every
//! sound that ffmpeg knows.
//!
//! Chosen here, because nothing is documented: the bounds of `num_images`, the pixels behind aspect ratios
//! (the shorter side is that of the resolution, or the area is that of the tier), 400 for a result that is not there
//! yet, the HTTP status of a cancel that is `OK` (200), all names of files.
//!
//! Not played: webhooks, the event stream of a status, priorities and timeouts, the retries and concurrency of
//! the queue, the blocking host `fal.run`, uploads, `file_size` (null), safety checkers that paint pictures
//! black, and every endpoint and field that neither an adapter nor a client of fal's calls.

mod address;
mod asked;
mod catalog;
mod errors;
mod fault;
mod inputs;
mod make;
mod output;
mod reader;
mod requests;
mod sizes;
mod submit;
mod task;

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

/// A few pictures as data URIs, which the queue takes (its own limit is not known).
const LARGEST_BODY: usize = 256 * 1024 * 1024;

/// Without the endpoints of the models, which `catalog` lists.
pub(crate) fn endpoints() -> Endpoints {
    Endpoints::default()
        .get("/{owner}/{alias}/requests/{id}", requests::result)
        .get("/{owner}/{alias}/requests/{id}/status", requests::status)
        .put("/{owner}/{alias}/requests/{id}/cancel", requests::cancel)
}

/// To be mounted under `/fal`.
pub(crate) fn routes() -> Router<Arc<World>> {
    endpoints()
        .router
        .fallback(submit::submit)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(middleware::from_fn(require_key))
        .merge(delivery::routes(Vendor::Fal, task::find))
        .merge(report::of_one_vendor(Vendor::Fal))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}

/// As the catalog has them: to that of an avatar the adapter adds the tier.
#[cfg(test)]
pub(crate) fn models() -> Vec<&'static str> {
    let without_tier =
        |name: &'static str| name.strip_suffix("/standard").or(name.strip_suffix("/pro")).unwrap_or(name);
    catalog::ENDPOINTS.iter().map(|(name, _)| without_tier(name)).collect()
}

/// `Authorization: Key id:secret`. `Bearer` is for user tokens, of which there are none.
async fn require_key(request: Request, next: Next) -> Response {
    let check = |request: &Request| match auth::authorization(request.headers(), "Key") {
        None | Some("") => Err(ApiError::NoKey),
        Some(key) if key != Vendor::Fal.key() => Err(ApiError::BadKey),
        Some(_) => Ok(()),
    };
    auth::require(check, request, next).await
}
