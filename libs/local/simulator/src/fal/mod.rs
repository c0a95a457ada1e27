//! The queue of fal.ai, which hosts models of others, as its clients of November 2026 (Python 1.0.3,
//! JavaScript 1.10.1) and its Queue API description have it: submit, poll, fetch the result, cancel. A submit names the
//! whole endpoint; everything after it only `owner/alias`.
//!
//! | Time | State |
//! |---|---|
//! | 0 – 15 % | `IN_QUEUE`, 202; a cancel removes it: `OK` |
//! | – 100 % | `IN_PROGRESS`, 202; a cancel is a request, which a runner follows up to 50 % |
//! | then | `COMPLETED`, 200, however it ended: only the result tells |
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
//! authors of `TanStack` AI, pull request 396). So do inputs that cannot be fetched or decoded. Inputs are typed
//! as in the types of the JavaScript client; a field that is not among them is refused (`extra_forbidden`),
//! which the vendor may not do. JPEG, PNG and WebP can be decoded, and what ffmpeg hears.
//!
//! Chosen here, because nothing is documented: the bounds of `num_images`, the pixels behind aspect ratios
//! (the shorter side is that of the resolution; a clip of a picture has its shape), 400 for a result that is
//! not there yet, the HTTP status of a cancel that is `OK` (200), all names of files.
//!
//! Not played: webhooks, the event stream of a status, priorities and timeouts, the retries and concurrency of
//! the queue, the blocking host `fal.run`, uploads, `file_size` (null), safety checkers that paint pictures
//! black, Ray's `video-to-video` and `reframe`.

mod address;
mod asked;
mod cancel;
mod catalog;
mod errors;
mod fault;
mod inputs;
mod key;
mod make;
mod output;
mod reader;
mod result;
mod sizes;
mod status;
mod submit;
mod task;
mod wire;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, put};
use axum::{Router, middleware};

use self::errors::ApiError;
use crate::vendor::Vendor;
use crate::world::World;
use crate::{delivery, report};

/// A few pictures as data URIs, which the queue takes (its own limit is not known).
const LARGEST_BODY: usize = 256 * 1024 * 1024;

/// To be mounted under `/fal`.
pub(crate) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/{owner}/{alias}/requests/{id}", get(result::result))
        .route("/{owner}/{alias}/requests/{id}/status", get(status::status))
        .route("/{owner}/{alias}/requests/{id}/cancel", put(cancel::cancel))
        .fallback(submit::submit)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(middleware::from_fn(key::require))
        .merge(delivery::routes(Vendor::Fal, task::find))
        .merge(report::of_one_vendor(Vendor::Fal))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}
