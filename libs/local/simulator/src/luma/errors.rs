//! Every answer of the API that is not a success: an HTTP status and a body with `detail`.

use axum::Json;
use axum::extract::rejection::BytesRejection;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::accept::Refused;
use crate::fields::Wrong;
use crate::workshop::MediaError;

/// Seconds in `Retry-After`. Luma's window is 60 s long and sliding, so a place is free much sooner.
const RETRY_AFTER: u32 = 2;

/// Why a request has no success.
#[derive(Debug)]
pub(super) enum ApiError {
    NoKey,
    BadKey,
    NotFound,
    NoGeneration,
    MethodNotAllowed,
    Malformed(serde_json::Error),
    /// A parameter is missing or not what it may be.
    BadParameter(String),
    TooLarge,
    /// Each parameter is right, all together are not; or media that cannot be decoded.
    Unprocessable(String),
    RateLimited,
    /// Also a 429, with its own text.
    TooManyActive,
    /// `sim:500`.
    Broken,
    /// A picture named by URL could not be fetched, perhaps for now.
    NotIngested(String),
    /// The simulator itself failed, which no client can do anything about.
    Simulator,
}

impl From<Wrong> for ApiError {
    fn from(wrong: Wrong) -> Self {
        Self::BadParameter(wrong.to_string())
    }
}

impl From<BytesRejection> for ApiError {
    fn from(rejection: BytesRejection) -> Self {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            return Self::TooLarge;
        }
        Self::BadParameter(rejection.body_text())
    }
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::RateLimit => Self::RateLimited,
            Refused::ServerError => Self::Broken,
            Refused::TooManyActive => Self::TooManyActive,
            // Nothing here has an external id.
            Refused::Known(_) | Refused::Simulator => Self::Simulator,
        }
    }
}

impl From<MediaError> for ApiError {
    fn from(reason: MediaError) -> Self {
        tracing::error!(%reason, "an input of Luma could not be kept");
        Self::Simulator
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        match self {
            Self::NoKey => detail(StatusCode::UNAUTHORIZED, "Not authenticated"),
            Self::BadKey => detail(StatusCode::UNAUTHORIZED, "Invalid API key"),
            Self::NotFound => detail(StatusCode::NOT_FOUND, "Not Found"),
            Self::NoGeneration => detail(StatusCode::NOT_FOUND, "Generation not found"),
            Self::MethodNotAllowed => detail(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed"),
            Self::Malformed(reason) => detail(StatusCode::BAD_REQUEST, &format!("Malformed JSON: {reason}")),
            Self::BadParameter(sentence) => detail(StatusCode::BAD_REQUEST, &sentence),
            Self::TooLarge => detail(StatusCode::PAYLOAD_TOO_LARGE, "Input media is larger than 50 MB"),
            Self::Unprocessable(sentence) => detail(StatusCode::UNPROCESSABLE_ENTITY, &sentence),
            Self::RateLimited => too_many("Rate limit exceeded"),
            Self::TooManyActive => too_many("Too many concurrent generations"),
            Self::Broken => detail(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error"),
            Self::NotIngested(sentence) => detail(StatusCode::SERVICE_UNAVAILABLE, &sentence),
            Self::Simulator => detail(StatusCode::INTERNAL_SERVER_ERROR, "The simulator failed"),
        }
    }
}

fn too_many(sentence: &str) -> Response {
    let response = detail(StatusCode::TOO_MANY_REQUESTS, sentence);
    ([(header::RETRY_AFTER, RETRY_AFTER.to_string())], response).into_response()
}

fn detail(status: StatusCode, detail: &str) -> Response {
    (status, Json(json!({ "detail": detail }))).into_response()
}
