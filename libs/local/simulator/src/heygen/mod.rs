//! `HeyGen`, API v3, as the schemas in its own command line client of 2026 describe it: avatar videos that are
//! started and polled, speech that is answered with its result, and the lists to pick from.
//!
//! | Time | State of a video |
//! |---|---|
//! | 0 – 15 % | `pending` |
//! | – 100 % | `processing` |
//! | then | `completed` or `failed` |
//!
//! | Word | Videos | Speech |
//! |---|---|---|
//! | `sim:moderated` | 400 `content_moderated` (the name is unverified) | the same, early |
//! | `sim:late-moderated` | `failed` with that `failure_code` | the 400, after the work |
//! | `sim:fail` | `failed`, `rendering_failed` | 500 `internal_error` |
//! | `sim:empty-result` | `completed`, `video_url` is null | 200, `audio_url` is null |
//!
//! `/v3/voices` lists the public voices, and with `type=private` the account's own one (documented: `public` is the
//! default). The avatar `someone_elses_avatar` and the voice `someone_elses_voice` belong to another account: 403
//! `resource_access_denied`, which names no parameter (reported).
//!
//! Chosen here, because nothing is documented: the sizes in pixels (the shorter side is that of the
//! resolution), 720p as the default, seven days for a link, the status of `resource_not_ready` (409), that a field
//! that nobody sends is refused.
//!
//! Not played: pictures that speak, the limit of 30 speeches a minute, and every
//! endpoint, engine and field that no adapter calls. A recording has no words, so that its video cannot misbehave.

mod errors;
mod inputs;
mod lists;
mod made;
mod speech;
mod videos;

#[cfg(test)]
pub(crate) mod tests;

use std::sync::Arc;

use axum::extract::Request;
use axum::middleware::{self, Next};
use axum::{Router, response::Response};

use self::errors::ApiError;
use crate::endpoints::Endpoints;
use crate::vendor::Vendor;
use crate::world::World;
use crate::{auth, delivery, preview, report, request_id};

pub(crate) fn endpoints() -> Endpoints {
    Endpoints::default()
        .post("/v3/videos", videos::create)
        .get("/v3/videos/{id}", videos::read)
        .get("/v3/avatars/looks", lists::looks)
        .get("/v3/avatars/looks/{id}", lists::look_by_id)
        .get("/v3/voices", lists::voices)
        .get("/v3/voices/{id}", lists::voice_by_id)
        .post("/v3/models/audio/tts", speech::speak)
        .get("/v3/models/audio/voices", lists::own_voices)
        .get("/v3/models/audio/voices/{id}", lists::own_voice)
}

/// To be mounted under `/heygen`.
pub(crate) fn routes() -> Router<Arc<World>> {
    endpoints()
        .router
        .route_layer(middleware::from_fn(require_key))
        .fallback(async || ApiError::NotFound)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(middleware::map_response(request_id::stamp))
        .merge(delivery::routes(Vendor::Heygen, made::find))
        .merge(preview::routes())
        .merge(report::of_one_vendor(Vendor::Heygen))
}

#[cfg(test)]
pub(crate) fn models() -> Vec<&'static str> {
    vec![videos::MODEL, speech::MODEL]
}

async fn require_key(request: Request, next: Next) -> Response {
    let check = |request: &Request| match auth::text(request.headers(), "x-api-key") {
        Some(key) if key == Vendor::Heygen.key() => Ok(()),
        _ => Err(ApiError::Unauthorized),
    };
    auth::require(check, request, next).await
}
