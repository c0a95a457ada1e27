//! The Kling open platform, as its documentation of 2026-09-20 describes it: clips by the new standard,
//! avatars and speech by the legacy one, each to be fetched from a signed link.
//!
//! | Time | Status |
//! |---|---|
//! | 0 – 15 % | `submitted` |
//! | – 100 % | `processing` |
//! | then | `succeeded` (legacy: `succeed`) or `failed` |
//!
//! A prompt that moderation refuses is refused at once, with 1301, and nothing is written down. The words of
//! a script that was spoken by `/v1/audio/tts` count for the avatar that speaks it, too.
//!
//! Not documented and therefore chosen here: a clip is as wide and high as its aspect ratio, or its picture,
//! makes it with the resolution as its shorter side; more than 20 ids in one query are refused; parameters of
//! the other endpoint or of another model are refused, not ignored.
//!
//! Not played: callbacks (accepted, never called), the legacy video endpoints, listings, lip sync, resource
//! packs that run out; voices, elements, the shots of a prompt and the last frame are checked and do not show.

mod avatar;
mod contents;
mod create;
mod delivery;
mod errors;
mod image_to_video;
mod jwt;
mod key;
mod models;
mod options;
mod pictures;
mod poll_avatar;
mod settings;
mod task;
mod tasks;
mod text_to_video;
mod tts;
mod wire;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use self::errors::ApiError;
use crate::vendor::Vendor;
use crate::world::World;
use crate::{delivery as shared, report};

/// Two pictures of 50 MB in base64, and what is around them.
const LARGEST_BODY: usize = 140 * 1024 * 1024;

/// To be mounted under `/kling`.
pub(crate) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/text-to-video/{model}", post(text_to_video::submit))
        .route("/image-to-video/{model}", post(image_to_video::submit))
        .route("/tasks", get(tasks::tasks))
        .route("/v1/videos/avatar/image2video", post(avatar::submit))
        .route("/v1/videos/avatar/image2video/{id}", get(poll_avatar::poll))
        .route("/v1/audio/tts", post(tts::speak))
        .merge(shared::routes(Vendor::Kling, delivery::find))
        .merge(report::of_one_vendor(Vendor::Kling))
        .fallback(async || ApiError::NoResource)
        .method_not_allowed_fallback(async || ApiError::WrongMethod)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}
