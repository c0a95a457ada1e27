//! The Gemini API of Google: pictures and speech by `generateContent`, answered with their result, and Veo by
//! `predictLongRunning`, an operation to be polled and a file to be fetched with the key. As the SDKs of
//! November 2026 speak it (`google-genai` 3.4.0 for pictures, 3.6.1 for speech, 2.34.0 for Veo).
//!
//! | Word | Pictures, all HTTP 200 | Veo, in the operation |
//! |---|---|---|
//! | `sim:moderated` | `promptFeedback.blockReason`, no candidates | `error`, code 3 |
//! | `sim:late-moderated` | `finishReason` `IMAGE_SAFETY` | no samples, `raiMediaFilteredReasons` |
//! | `sim:fail` | `finishReason` `IMAGE_OTHER`, no picture | `error`, code 13 |
//! | `sim:empty-result` | `STOP` and only text | no samples and no reason |
//!
//! Speech ends as pictures do, with `PROHIBITED_CONTENT` and `OTHER` in place of the reasons of pictures (unverified).
//!
//! Whether Veo is still served on this API is not certain; here it is. Not played: what nobody sends of the many
//! fields (they are refused as unknown), streaming, the Files API for uploads, webhooks. Texts of errors are
//! from memory.

mod errors;
mod images;
mod speech;
mod spelling;
mod veo;

#[cfg(test)]
pub(crate) mod tests;

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::middleware::{self, Next};
use axum::{Router, response::Response};
use bytes::Bytes;
use serde_json::Value;
use url::form_urlencoded;

use self::errors::{ApiError, Result};
use self::images::Drawing;
use crate::endpoints::Endpoints;
use crate::vendor::Vendor;
use crate::world::World;
use crate::{auth, report};

/// Google states 20 MB for a whole request, and may have raised it (unverified).
const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// Python's SDK says `v1`, JavaScript's `v1beta`.
pub(crate) fn endpoints() -> Endpoints {
    Endpoints::default()
        .post("/v1/models/{call}", call)
        .post("/v1beta/models/{call}", call)
        .get("/v1beta/models/{model}/operations/{id}", veo::operation)
        .get("/v1beta/files/{file}", veo::download)
}

/// To be mounted under `/google`.
pub(crate) fn routes() -> Router<Arc<World>> {
    endpoints()
        .router
        .route_layer(middleware::from_fn(require_key))
        .merge(report::of_one_vendor(Vendor::Google))
        .fallback(async || ApiError::NotFound("Requested entity was not found.".to_owned()))
        .method_not_allowed_fallback(async || ApiError::NotFound("No such method.".to_owned()))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}

/// In the `x-goog-api-key` header, or in `?key=`.
async fn require_key(request: Request, next: Next) -> Response {
    let check = |request: &Request| {
        let query = request.uri().query().unwrap_or_default();
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        let in_query = pairs.find(|(name, _)| name == "key").map(|(_, key)| key.into_owned());
        let in_header = auth::text(request.headers(), "x-goog-api-key").map(str::to_owned);
        match in_header.or(in_query) {
            None => Err(ApiError::NoKey),
            Some(key) if key != Vendor::Google.key() => Err(ApiError::BadKey),
            Some(_) => Ok(()),
        }
    };
    auth::require(check, request, next).await
}

/// The models that exist and what can be called on them. What is not here is unknown, or gone:
/// `gemini-3-pro-image-preview` went on 2026-06-25.
static MODELS: [(&str, Verb); 8] = [
    ("gemini-3-pro-image", Verb::GenerateContent(Drawing { sizes: &["1K", "2K", "4K"] })),
    // It makes one size, and the field must be left out.
    ("gemini-2.5-flash-image", Verb::GenerateContent(Drawing { sizes: &[] })),
    ("gemini-3.1-flash-image", Verb::GenerateContent(Drawing { sizes: &["1K", "2K", "4K"] })),
    // That it takes no size is unverified.
    ("gemini-3.1-flash-lite-image", Verb::GenerateContent(Drawing { sizes: &[] })),
    ("gemini-3.8-flash-lite-tts", Verb::Speak),
    ("gemini-3.8-flash-tts", Verb::Speak),
    ("veo-3.1-generate-preview", Verb::PredictLongRunning),
    ("veo-3.1-fast-generate-preview", Verb::PredictLongRunning),
];

/// The model that answers to a name: of a retired model, say third parties, a newer one.
fn version(world: &World, model: &'static str) -> &'static str {
    if world.has_ended(Vendor::Google, model) { "gemini-3.1-flash-image" } else { model }
}

#[derive(Debug)]
enum Verb {
    GenerateContent(Drawing),
    /// Also `generateContent`.
    Speak,
    PredictLongRunning,
}

#[cfg(test)]
pub(crate) fn models() -> Vec<&'static str> {
    MODELS.iter().map(|(model, _)| *model).collect()
}

/// `{model}:{verb}`.
async fn call(State(world): State<Arc<World>>, Path(call): Path<String>, body: Bytes) -> Result<Response> {
    let mut body: Value = serde_json::from_slice(&body).map_err(ApiError::Malformed)?;
    spelling::camel(&mut body);
    let (name, verb) = call.split_once(':').unwrap_or((&call, ""));
    match MODELS.iter().find(|(model, _)| *model == name) {
        Some((model, Verb::GenerateContent(can))) if verb == "generateContent" => {
            images::generate(&world, model, *can, &body).await
        }
        Some((model, Verb::Speak)) if verb == "generateContent" => {
            speech::generate(&world, model, &body).await
        }
        Some((model, Verb::PredictLongRunning)) if verb == "predictLongRunning" => {
            veo::submit(&world, model, &body).await
        }
        _ => Err(ApiError::NotFound(format!(
            "models/{name} is not found for API version v1beta, or is not supported for {verb}. Call \
             ListModels to see the list of available models and their supported methods."
        ))
        .into()),
    }
}
