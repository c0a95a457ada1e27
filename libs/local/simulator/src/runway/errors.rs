//! Every answer of the API that is not a success: an HTTP status and a body with `error`.

use axum::Json;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::issues::Issue;
use crate::accept::Refused;
use crate::workshop::MediaError;

/// Why a request has no success.
#[derive(Debug)]
pub(super) enum ApiError {
    NoKey,
    BadKey,
    NoVersion,
    BadVersion,
    NotFound,
    NoTask,
    MethodNotAllowed,
    Malformed(serde_json::Error),
    TooLarge,
    Invalid(Vec<Issue>),
    /// `sim:429`: the day's quota is used up. Runway documents no `Retry-After`.
    RateLimited,
    /// `sim:500`.
    Broken,
    /// The simulator itself failed, which no client can do anything about.
    Simulator,
}

const DOCS: &str = "https://docs.dev.runwayml.com/api";

impl From<BytesRejection> for ApiError {
    fn from(rejection: BytesRejection) -> Self {
        tracing::info!(reason = rejection.body_text(), "Runway refuses a body");
        Self::TooLarge
    }
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::RateLimit => Self::RateLimited,
            Refused::ServerError => Self::Broken,
            // Nothing here has an external id, and what is too much is throttled.
            Refused::TooManyActive | Refused::Known(_) | Refused::Simulator => Self::Simulator,
        }
    }
}

impl From<MediaError> for ApiError {
    fn from(reason: MediaError) -> Self {
        tracing::error!(%reason, "an input of Runway could not be kept");
        Self::Simulator
    }
}

impl From<crate::Error> for ApiError {
    fn from(reason: crate::Error) -> Self {
        tracing::error!(%reason, "the simulator of Runway cannot go on");
        Self::Simulator
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, sentence) = match self {
            Self::NoKey => (StatusCode::UNAUTHORIZED, "You did not provide an API key.".to_owned()),
            Self::BadKey => (StatusCode::UNAUTHORIZED, "The API key you provided is not valid.".to_owned()),
            Self::NoVersion => {
                (StatusCode::BAD_REQUEST, "The X-Runway-Version header is required.".to_owned())
            }
            Self::BadVersion => {
                (StatusCode::BAD_REQUEST, "The X-Runway-Version header names no version.".to_owned())
            }
            Self::NotFound => (StatusCode::NOT_FOUND, "Not found".to_owned()),
            Self::NoTask => (StatusCode::NOT_FOUND, "Task not found".to_owned()),
            Self::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "Method not allowed".to_owned()),
            Self::Malformed(reason) => (StatusCode::BAD_REQUEST, format!("Malformed JSON: {reason}")),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "The body is too large.".to_owned()),
            Self::Invalid(issues) => {
                let body = json!({ "error": "Validation of body failed", "issues": issues, "docUrl": DOCS });
                return (StatusCode::BAD_REQUEST, Json(body)).into_response();
            }
            Self::RateLimited => {
                let sentence = "You have reached the daily limit of generations of this model.";
                (StatusCode::TOO_MANY_REQUESTS, sentence.to_owned())
            }
            Self::Broken => (StatusCode::INTERNAL_SERVER_ERROR, "An internal error occurred.".to_owned()),
            Self::Simulator => (StatusCode::INTERNAL_SERVER_ERROR, "The simulator failed.".to_owned()),
        };
        (status, Json(json!({ "error": sentence }))).into_response()
    }
}
