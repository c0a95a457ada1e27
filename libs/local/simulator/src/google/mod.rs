//! The Gemini API of Google: pictures by `generateContent`, answered with their result, and Veo by
//! `predictLongRunning`, an operation to be polled and a file to be fetched with the key. As the SDKs of
//! November 2026 speak it (`google-genai` 3.4.0 for pictures, 2.34.0 for Veo).
//!
//! | Word | Pictures, all HTTP 200 | Veo, in the operation |
//! |---|---|---|
//! | `sim:moderated` | `promptFeedback.blockReason`, no candidates | `error`, code 3 |
//! | `sim:late-moderated` | `finishReason` `IMAGE_SAFETY` | no samples, `raiMediaFilteredReasons` |
//! | `sim:fail` | `finishReason` `IMAGE_OTHER`, no picture | `error`, code 13 |
//! | `sim:empty-result` | `STOP` and only text | no samples and no reason |
//!
//! Whether Veo is still served on this API is not certain; here it is. Not played: streaming, the Files API
//! for uploads, webhooks, the extension of videos, search. Texts of errors are from memory.

mod errors;
mod images;
mod key;
mod model;
mod spelling;
mod veo;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Router, middleware};
use bytes::Bytes;
use serde_json::Value;

use self::errors::ApiError;
use self::model::Verb;
use crate::report;
use crate::vendor::Vendor;
use crate::world::World;

/// Google states 20 MB for a whole request, and may have raised it (unverified).
const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// To be mounted under `/google`. Python's SDK says `v1`, JavaScript's `v1beta`.
pub(crate) fn routes() -> Router<Arc<World>> {
    let mut api = Router::new();
    for version in ["v1", "v1beta"] {
        let path = |rest: &str| format!("/{version}{rest}");
        api = api
            .route(&path("/models/{call}"), post(call).get(model::read))
            .route(&path("/models/{model}/operations/{id}"), get(veo::operation))
            .route(&path("/files/{file}"), get(veo::file));
    }
    api.route_layer(middleware::from_fn(key::require))
        .merge(report::of_one_vendor(Vendor::Google))
        .fallback(async || ApiError::NotFound("Requested entity was not found.".to_owned()))
        .method_not_allowed_fallback(async || ApiError::NotFound("No such method.".to_owned()))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}

/// `{model}:{verb}`.
async fn call(
    State(world): State<Arc<World>>,
    Path(call): Path<String>,
    body: Bytes,
) -> Result<Response, ApiError> {
    let (name, verb) = call.split_once(':').unwrap_or((&call, ""));
    let model = model::named(name, verb)?;
    let mut body: Value =
        serde_json::from_slice(&body).map_err(|reason| ApiError::Malformed(reason.to_string()))?;
    spelling::camel(&mut body);
    match &model.verb {
        Verb::GenerateContent(can) => images::generate(&world, model.name, *can, &body).await,
        Verb::PredictLongRunning => veo::submit(&world, model.name, &body).await,
    }
}
