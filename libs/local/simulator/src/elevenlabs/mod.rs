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
//! An account on the Pro plan, so every output format may be asked for. Which faults are a 400 with an object
//! and which a 422 with a list is documented for a few: here whatever the schema of the SDK rules out is a
//! 422. A language that a model does not speak is a 400 `invalid_parameters`, a model that does not exist
//! too (both chosen here). Fields the schema does not have are ignored, as the vendor's framework does.
//!
//! Not played: `/stream/with-timestamps`, plans and quotas, the limit on concurrent calls, pronunciation
//! dictionaries, whether a voice goes with a model. No `Retry-After` comes with a 429: whether the vendor
//! sends one is not known. Texts of errors are from memory.

pub(crate) mod alignment;
mod answer;
mod errors;
mod formats;
mod headers;
mod inputs;
mod key;
mod models;
mod previews;
mod speak;
mod subscription;
pub(crate) mod voices;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::routing::{get, post};
use axum::{Router, middleware};

use self::errors::ApiError;
use crate::report;
use crate::vendor::Vendor;
use crate::world::World;

/// To be mounted under `/elevenlabs`.
pub(crate) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/v1/text-to-speech/{voice_id}", post(speak::whole))
        .route("/v1/text-to-speech/{voice_id}/stream", post(speak::whole))
        .route("/v1/text-to-speech/{voice_id}/with-timestamps", post(speak::with_timestamps))
        .route("/v2/voices", get(voices::list))
        .route("/v1/models", get(models::list))
        .route("/v1/user/subscription", get(subscription::read))
        .route_layer(middleware::from_fn(key::require))
        .fallback(async || ApiError::NotFound)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(middleware::map_response(headers::stamp))
        .route("/previews/{file}", get(previews::read))
        .merge(report::of_one_vendor(Vendor::Elevenlabs))
}
