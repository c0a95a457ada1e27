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
//! Not documented and therefore chosen here: a clip has its aspect ratio, or the shape of its picture, with the
//! resolution as its shorter side; parameters of the other endpoint are refused, not ignored.
//!
//! Not played: sound of its own, several ids in one query, bills, callbacks, and every model and field that no
//! adapter sends.

mod answers;
mod avatar;
mod clips;
mod delivery;
mod errors;
mod look;
mod models;
mod pictures;
mod task;
mod tts;

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
use crate::{auth, delivery as shared, report};

/// A picture of 50 MB in base64, and what is around it.
const LARGEST_BODY: usize = 72 * 1024 * 1024;

pub(crate) fn endpoints() -> Endpoints {
    Endpoints::default()
        .post("/text-to-video/{model}", clips::of_text)
        .post("/image-to-video/{model}", clips::of_picture)
        .get("/tasks", look::tasks)
        .post("/v1/videos/avatar/image2video", avatar::submit)
        .get("/v1/videos/avatar/image2video/{id}", look::avatar)
        .post("/v1/audio/tts", tts::speak)
}

/// To be mounted under `/kling`.
pub(crate) fn routes() -> Router<Arc<World>> {
    endpoints()
        .router
        .route_layer(middleware::from_fn(require_key))
        .merge(shared::routes(Vendor::Kling, delivery::find))
        .merge(report::of_one_vendor(Vendor::Kling))
        .fallback(async || ApiError::NoResource)
        .method_not_allowed_fallback(async || ApiError::WrongMethod)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}

#[cfg(test)]
pub(crate) fn models() -> Vec<&'static str> {
    models::MODELS.iter().map(|model| model.name).chain([task::AVATAR]).collect()
}

/// The API key. The signed token of the legacy standard is not played.
async fn require_key(request: Request, next: Next) -> Response {
    let check = |request: &Request| {
        let headers = request.headers();
        match auth::authorization(headers, "Bearer") {
            Some(key) if key == Vendor::Kling.key() => Ok(()),
            Some(_) => Err(ApiError::BadKey),
            None if auth::text(headers, "authorization").is_none_or(str::is_empty) => Err(ApiError::NoKey),
            None => Err(ApiError::NotAuthenticated),
        }
    };
    auth::require(check, request, next).await
}
