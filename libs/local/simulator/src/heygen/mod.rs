//! `HeyGen`, API v3, as the schemas in its own command line client of 2026 describe it: avatar videos that are
//! started and polled, two kinds of speech that are answered with their result, and the lists to pick from.
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
//! | `sim:empty-result` | `completed`, all URLs are null | 200, `audio_url` is null |
//!
//! The words are those of the script or the text; of a video that a recording drives, those of its title.
//!
//! Chosen here, because nothing is documented: the sizes in pixels (the shorter side is that of the
//! resolution), 720p as the default, seven days for a link, the container of Starfish speech (mp3), the status
//! of `resource_not_ready` (409), that fields the schema does not have are refused.
//!
//! Not played: `cinematic_avatar` and `studio`, `webm`, batches, callbacks and webhooks, the making of avatars
//! and voices, 409 `request_in_progress`, the limit of 30 speeches a minute, GIF previews (their URL is null).

mod assets;
mod errors;
mod idempotency;
mod key;
mod lists;
mod made;
mod media;
mod previews;
mod speech;
mod users;
mod video;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use axum::{Router, middleware};

use self::errors::ApiError;
use crate::vendor::Vendor;
use crate::world::World;
use crate::{delivery, report, request_id};

/// A picture of 50 MB in base64, and what is around it.
const LARGEST_BODY: usize = 72 * 1024 * 1024;

/// To be mounted under `/heygen`.
pub(crate) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/v3/videos", post(video::create))
        .route("/v3/videos/{id}", get(video::read).delete(video::delete))
        .route("/v3/avatars", get(lists::avatars))
        .route("/v3/avatars/looks", get(lists::looks))
        .route("/v3/voices", get(lists::voices))
        .route("/v3/voices/speech", post(speech::starfish))
        .route("/v3/models/audio/tts", post(speech::native))
        .route("/v3/models/audio/voices", get(lists::own_voices))
        .route("/v3/assets", post(assets::upload))
        .route("/v3/users/me", get(users::me))
        .route_layer(middleware::from_fn(key::require))
        .fallback(async || ApiError::NotFound)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(middleware::map_response(request_id::stamp))
        .route("/previews/avatars/{file}", get(previews::look))
        .route("/previews/voices/{file}", get(previews::voice))
        .merge(delivery::routes(Vendor::Heygen, made::find))
        .merge(report::of_one_vendor(Vendor::Heygen))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}
