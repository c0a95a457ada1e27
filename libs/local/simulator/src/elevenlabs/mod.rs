//! Speech of `ElevenLabs`, as its SDKs of November 2026 (Python 2.78.0, JavaScript 2.73.0) and its error page
//! describe it: every call is answered with its result.
//!
//! | Word | Answer |
//! |---|---|
//! | `sim:moderated` | 403 `content_policy_violation`, early (status and name are unverified) |
//! | `sim:late-moderated` | the same, after the work |
//! | `sim:fail` | 500 `internal_server_error`, after the work, every time |
//! | `sim:empty-result` | 200 and no bytes; with timestamps an empty `audio_base64` and no alignment |
//!
//! Which faults are a 400 with an object and which a 422 with a list is documented for a few: here whatever the
//! schema of the SDK rules out is a 422, and a model that does not exist a 400 `invalid_parameters`.
//!
//! Not played: plans and quotas, the limit on concurrent calls, and every model, format and
//! field that neither an adapter nor a client of the vendor's sends. No `Retry-After` comes with a 429: whether the
//! vendor sends one is not known. Texts of errors are from memory.

mod alignment;
mod errors;
mod inputs;
mod models;
mod speak;
pub(crate) mod voices;

#[cfg(test)]
pub(crate) mod tests;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::{self, Next};
use axum::{Router, response::Response};
use sha2::{Digest, Sha256};

use self::errors::ApiError;
use crate::endpoints::Endpoints;
use crate::vendor::Vendor;
use crate::world::World;
use crate::{auth, preview, report};

pub(crate) fn endpoints() -> Endpoints {
    Endpoints::default()
        .post("/v1/text-to-speech/{voice_id}", speak::whole)
        .post("/v1/text-to-speech/{voice_id}/stream", speak::whole)
        .post("/v1/text-to-speech/{voice_id}/with-timestamps", speak::with_timestamps)
        .get("/v2/voices", voices::list)
        .get("/v1/voices/{voice_id}", voices::single)
        .get("/v1/models", models::list)
        .get("/v1/user/subscription", models::subscription)
}

/// To be mounted under `/elevenlabs`.
pub(crate) fn routes() -> Router<Arc<World>> {
    endpoints()
        .router
        .route_layer(middleware::from_fn(require_key))
        .fallback(async || ApiError::NotFound)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(middleware::map_response(stamp))
        .merge(preview::routes())
        .merge(report::of_one_vendor(Vendor::Elevenlabs))
}

#[cfg(test)]
pub(crate) fn models() -> Vec<&'static str> {
    models::MODELS.iter().map(|model| model.id).collect()
}

async fn require_key(request: Request, next: Next) -> Response {
    let check = |request: &Request| match auth::text(request.headers(), "xi-api-key") {
        None | Some("") => Err(ApiError::NoKey),
        Some(key) if key != Vendor::Elevenlabs.key() => Err(ApiError::BadKey),
        Some(_) => Ok(()),
    };
    auth::require(check, request, next).await
}

/// Every answer has it; an error says it in its body too.
const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
static ANSWERS: AtomicU64 = AtomicU64::new(0);

async fn stamp(mut response: Response) -> Response {
    if let Ok(id) = HeaderValue::from_str(&fresh_id()) {
        response.headers_mut().entry(REQUEST_ID).or_insert(id);
    }
    response
}

fn fresh_id() -> String {
    const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let hash = Sha256::digest(ANSWERS.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    let letters = hash.iter().take(20).filter_map(|byte| LETTERS.get(usize::from(*byte) % LETTERS.len()));
    letters.map(|letter| char::from(*letter)).collect()
}
