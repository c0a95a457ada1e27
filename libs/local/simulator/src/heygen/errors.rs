//! Every answer of the API that is not a success: `{"error": {code, message, param?, doc_url}}`.

use axum::Json;
use axum::extract::rejection::BytesRejection;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::json;

use crate::accept::Refused;
use crate::fields::Wrong;
use crate::workshop::MediaError;

/// Seconds in `Retry-After`.
const RETRY_AFTER: &str = "2";
const DOCS: &str = "https://developers.heygen.com/docs/error-codes";

/// Why a request has no success.
#[derive(Debug)]
pub(super) enum ApiError {
    Unauthorized,
    NotFound,
    MethodNotAllowed,
    Malformed(serde_json::Error),
    Invalid(Wrong),
    /// What a URL names could not be had, or is not what its extension says.
    DownloadFailed {
        param: String,
        message: String,
    },
    NoAvatar(String),
    NoVoice(String),
    /// It exists, and cannot speak here.
    VoiceNotUsable(String),
    /// It is still being made.
    VoiceNotReady(String),
    NoVideo,
    NoAsset(String),
    TooLarge,
    /// Moderation; no name for it is documented.
    Moderated,
    RateLimited,
    /// Also a 429, with its own text.
    TooManyActive,
    /// `sim:500` and a `sim:fail` that is told at once.
    Broken,
    /// The simulator itself failed, which no client can do anything about.
    Simulator,
}

pub(super) const MODERATED: &str = "content_moderated";
pub(super) const REJECTED: &str = "The content was rejected by moderation.";

impl From<Wrong> for ApiError {
    fn from(wrong: Wrong) -> Self {
        Self::Invalid(wrong)
    }
}

impl From<BytesRejection> for ApiError {
    fn from(rejection: BytesRejection) -> Self {
        tracing::info!(reason = rejection.body_text(), "HeyGen refuses a body");
        Self::TooLarge
    }
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::RateLimit => Self::RateLimited,
            Refused::ServerError => Self::Broken,
            Refused::TooManyActive => Self::TooManyActive,
            // A known key is replayed where there is one.
            Refused::Known(_) | Refused::Simulator => Self::Simulator,
        }
    }
}

impl From<MediaError> for ApiError {
    fn from(reason: MediaError) -> Self {
        tracing::error!(%reason, "the simulator of HeyGen could not make or keep a file");
        Self::Simulator
    }
}

impl From<crate::Error> for ApiError {
    fn from(reason: crate::Error) -> Self {
        tracing::error!(%reason, "the simulator of HeyGen cannot go on");
        Self::Simulator
    }
}

#[derive(Debug, Serialize)]
struct Body<'a> {
    code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    param: Option<&'a str>,
    doc_url: &'static str,
}

impl ApiError {
    fn told(&self) -> (StatusCode, Body<'_>) {
        let body =
            |code, message: &str| Body { code, message: message.to_owned(), param: None, doc_url: DOCS };
        let about = |code, message, param| Body { code, message, param: Some(param), doc_url: DOCS };
        match self {
            Self::Unauthorized => {
                (StatusCode::UNAUTHORIZED, body("unauthorized", "Missing or invalid API key."))
            }
            Self::NotFound => (StatusCode::NOT_FOUND, body("not_found", "No such endpoint.")),
            Self::MethodNotAllowed => {
                (StatusCode::METHOD_NOT_ALLOWED, body("not_found", "No such method on this endpoint."))
            }
            Self::Malformed(reason) => {
                (StatusCode::BAD_REQUEST, body("invalid_parameter", &format!("Malformed JSON: {reason}")))
            }
            Self::Invalid(wrong) => {
                (StatusCode::BAD_REQUEST, about("invalid_parameter", wrong.to_string(), &wrong.field))
            }
            Self::DownloadFailed { param, message } => {
                (StatusCode::BAD_REQUEST, about("download_failed", message.clone(), param))
            }
            Self::NoAvatar(id) => {
                let message = format!("Avatar {id} not found or no longer available.");
                (StatusCode::NOT_FOUND, about("avatar_not_found", message, "avatar_id"))
            }
            Self::NoVoice(id) => {
                let message = format!("Voice {id} not found or no longer available.");
                (StatusCode::NOT_FOUND, about("voice_not_found", message, "voice_id"))
            }
            Self::VoiceNotUsable(id) => {
                let message = format!("Voice {id} cannot be used here.");
                (StatusCode::BAD_REQUEST, about("voice_not_usable", message, "voice_id"))
            }
            Self::VoiceNotReady(id) => {
                let message = format!("Voice {id} is not ACTIVE.");
                (StatusCode::CONFLICT, about("resource_not_ready", message, "voice_id"))
            }
            Self::NoVideo => (StatusCode::NOT_FOUND, body("video_not_found", "Video not found.")),
            Self::NoAsset(param) => {
                (StatusCode::NOT_FOUND, about("asset_not_found", "Asset not found.".to_owned(), param))
            }
            Self::TooLarge => {
                (StatusCode::PAYLOAD_TOO_LARGE, body("payload_too_large", "The payload is too large."))
            }
            Self::Moderated => (StatusCode::BAD_REQUEST, body(MODERATED, REJECTED)),
            Self::RateLimited => {
                (StatusCode::TOO_MANY_REQUESTS, body("rate_limit_exceeded", "Rate limit exceeded."))
            }
            Self::TooManyActive => {
                (StatusCode::TOO_MANY_REQUESTS, body("rate_limit_exceeded", "Too many concurrent jobs."))
            }
            Self::Broken => {
                (StatusCode::INTERNAL_SERVER_ERROR, body("internal_error", "Something went wrong."))
            }
            Self::Simulator => {
                (StatusCode::INTERNAL_SERVER_ERROR, body("internal_error", "The simulator failed."))
            }
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, body) = self.told();
        let answer = (status, Json(json!({ "error": body }))).into_response();
        if status == StatusCode::TOO_MANY_REQUESTS {
            return ([(header::RETRY_AFTER, RETRY_AFTER)], answer).into_response();
        }
        answer
    }
}
