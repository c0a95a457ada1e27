//! Every answer of the API that is not a success: `{"error": {code, message, param, doc_url}}`.

use axum::Json;
use axum::extract::rejection::BytesRejection;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde_json::{Value, json};

use crate::accept::Refused;
use crate::failure::{ErrorBody, Failure};
use crate::fields::Wrong;

/// Seconds in `Retry-After`.
const RETRY_AFTER: &str = "2";
const DOCS: &str = "https://developers.heygen.com/docs/error-codes";

#[derive(Debug)]
pub(super) enum ApiError {
    Unauthorized,
    NotFound,
    MethodNotAllowed,
    Malformed(serde_json::Error),
    Invalid(Wrong),
    /// The file behind a URL could not be downloaded, or is not what its extension says.
    DownloadFailed(String),
    NoAvatar(String),
    /// An avatar or a voice of another account. The vendor does not say which of what was named it is.
    NotYours,
    NoVoice(String),
    /// It is still being made.
    VoiceNotReady(String),
    NoVideo,
    TooLarge,
    /// Moderation; no name for it is documented.
    Moderated,
    /// `sim:fail` where there is no task to fail.
    Broken,
}

pub(super) type Result<T> = std::result::Result<T, Failure<ApiError>>;

/// The body of a request.
pub(super) fn json(body: std::result::Result<Bytes, BytesRejection>) -> std::result::Result<Value, ApiError> {
    let body = body.map_err(|_| ApiError::TooLarge)?;
    serde_json::from_slice(&body).map_err(ApiError::Malformed)
}

pub(super) const MODERATED: &str = "content_moderated";
pub(super) const REJECTED: &str = "The content was rejected by moderation.";

impl From<Wrong> for ApiError {
    fn from(wrong: Wrong) -> Self {
        Self::Invalid(wrong)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let bad = |code, message: &str| error(StatusCode::BAD_REQUEST, code, message, None);
        let missing = |code, message: &str, param| error(StatusCode::NOT_FOUND, code, message, param);
        match self {
            Self::Unauthorized => {
                error(StatusCode::UNAUTHORIZED, "unauthorized", "Missing or invalid API key.", None)
            }
            Self::NotFound => missing("not_found", "No such endpoint.", None),
            Self::MethodNotAllowed => {
                let message = "No such method on this endpoint.";
                error(StatusCode::METHOD_NOT_ALLOWED, "not_found", message, None)
            }
            Self::Malformed(reason) => bad("invalid_parameter", &format!("Malformed JSON: {reason}")),
            Self::Invalid(wrong) => {
                let message = wrong.to_string();
                error(StatusCode::BAD_REQUEST, "invalid_parameter", &message, Some(&wrong.field))
            }
            Self::DownloadFailed(message) => {
                error(StatusCode::BAD_REQUEST, "download_failed", &message, Some("audio_url"))
            }
            Self::NoAvatar(id) => {
                let message = format!("Avatar {id} not found or no longer available.");
                missing("avatar_not_found", &message, Some("avatar_id"))
            }
            Self::NotYours => {
                let message = "You do not have access to this resource.";
                error(StatusCode::FORBIDDEN, "resource_access_denied", message, None)
            }
            Self::NoVoice(id) => {
                let message = format!("Voice {id} not found or no longer available.");
                missing("voice_not_found", &message, Some("voice_id"))
            }
            Self::VoiceNotReady(id) => {
                let message = format!("Voice {id} is not ACTIVE.");
                error(StatusCode::CONFLICT, "resource_not_ready", &message, Some("voice_id"))
            }
            Self::NoVideo => missing("video_not_found", "Video not found.", None),
            Self::TooLarge => {
                let message = "The payload is too large.";
                error(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", message, None)
            }
            Self::Moderated => bad(MODERATED, REJECTED),
            Self::Broken => broken("Something went wrong."),
        }
    }
}

impl ErrorBody for ApiError {
    fn refused(refused: Refused) -> Response {
        let too_many = |message| {
            let answer = error(StatusCode::TOO_MANY_REQUESTS, "rate_limit_exceeded", message, None);
            ([(header::RETRY_AFTER, RETRY_AFTER)], answer).into_response()
        };
        match refused {
            Refused::RateLimit => too_many("Rate limit exceeded."),
            Refused::TooManyActive => too_many("Too many concurrent jobs."),
            Refused::ServerError => Self::Broken.into_response(),
            // Nothing here has an external id.
            Refused::Known(_) | Refused::Simulator => broken("The simulator failed."),
        }
    }
}

fn broken(message: &str) -> Response {
    error(StatusCode::INTERNAL_SERVER_ERROR, "internal_error", message, None)
}

fn error(status: StatusCode, code: &str, message: &str, param: Option<&str>) -> Response {
    let error = json!({ "code": code, "message": message, "param": param, "doc_url": DOCS });
    (status, Json(json!({ "error": error }))).into_response()
}
