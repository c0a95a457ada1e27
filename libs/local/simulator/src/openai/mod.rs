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
//! Not played: what nobody sends of the many fields (they are refused as unknown), masks, quotas, verified
//! organisations. A model with an announced shutdown is unknown from that day on. Texts of errors are from
//! memory; codes, types and parameters are what clients branch on.

mod errors;
mod images;
mod models;
mod speech;

#[cfg(test)]
pub(crate) mod tests;

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Request};
use axum::http::Uri;
use axum::middleware::{self, Next};
use axum::{Router, response::Response};

use self::errors::ApiError;
#[cfg(test)]
pub(crate) use self::models::models;
use crate::endpoints::Endpoints;
use crate::vendor::Vendor;
use crate::world::World;
use crate::{auth, report, request_id};

/// Sixteen pictures of 50 MB do not fit; a few do.
const LARGEST_BODY: usize = 256 * 1024 * 1024;

pub(crate) fn endpoints() -> Endpoints {
    Endpoints::default()
        .post("/v1/images/generations", images::generate)
        .post("/v1/images/edits", images::edit)
        .post("/v1/audio/speech", speech::speak)
        .get("/v1/models/{id}", models::read)
}

/// To be mounted under `/openai`.
pub(crate) fn routes() -> Router<Arc<World>> {
    endpoints()
        .router
        .route_layer(middleware::from_fn(require_key))
        .merge(report::of_one_vendor(Vendor::Openai))
        .fallback(async |uri: Uri| ApiError::UnknownUrl(uri.path().to_owned()))
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(middleware::map_response(request_id::stamp))
}

/// The headers for an organisation and a project are accepted as any.
async fn require_key(request: Request, next: Next) -> Response {
    let check = |request: &Request| match auth::authorization(request.headers(), "Bearer") {
        None | Some("") => Err(ApiError::NoKey),
        Some(key) if key != Vendor::Openai.key() => Err(ApiError::BadKey),
        Some(_) => Ok(()),
    };
    auth::require(check, request, next).await
}
