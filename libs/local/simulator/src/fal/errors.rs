//! Every answer that is not a success. `detail` is a list where a model failed and a sentence where the queue
//! or the key did.

use axum::Json;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::fault::Fault;
use crate::accept::Refused;
use crate::workshop::MediaError;

/// Why a request has no success.
#[derive(Debug)]
pub(super) enum ApiError {
    NoKey,
    BadKey,
    NoEndpoint(String),
    NoRequest,
    MethodNotAllowed,
    /// The body of a submit is no JSON object.
    Malformed(String),
    TooLarge,
    /// There is no result yet.
    InProgress,
    /// The model did not take the input, or moderation did not.
    Faults(Vec<Fault>),
    /// The model broke.
    Failed,
    Cancelled,
    RateLimited,
    /// `sim:500`: the queue itself broke.
    Broken,
    /// The simulator itself failed, which no client can do anything about.
    Simulator,
}

pub(super) const CANCELLED: &str = "client_cancelled";
pub(super) const FAILED: &str = "internal_server_error";
/// No name in the standard library: the client closed the request.
const CLIENT_CLOSED: u16 = 499;

impl From<BytesRejection> for ApiError {
    fn from(rejection: BytesRejection) -> Self {
        tracing::info!(reason = rejection.body_text(), "fal refuses a body");
        Self::TooLarge
    }
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::RateLimit | Refused::TooManyActive => Self::RateLimited,
            Refused::ServerError => Self::Broken,
            // Nothing here has an external id.
            Refused::Known(_) | Refused::Simulator => Self::Simulator,
        }
    }
}

impl From<MediaError> for ApiError {
    fn from(reason: MediaError) -> Self {
        tracing::error!(%reason, "the simulator of fal could not make or keep a file");
        Self::Simulator
    }
}

impl From<crate::Error> for ApiError {
    fn from(reason: crate::Error) -> Self {
        tracing::error!(%reason, "the simulator of fal cannot go on");
        Self::Simulator
    }
}

/// What moderation says of an input and of an output alike.
pub(super) fn moderated() -> Fault {
    let msg =
        "The content could not be processed because it contained material flagged by a content checker.";
    Fault::new("prompt", "content_policy_violation", msg)
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        match self {
            Self::NoKey => {
                let sentence = "Authentication is required to access this application.";
                sentence_only(StatusCode::UNAUTHORIZED, sentence)
            }
            Self::BadKey => sentence_only(StatusCode::UNAUTHORIZED, "No user found for Key ID and Secret"),
            Self::NoEndpoint(endpoint) => {
                sentence_only(StatusCode::NOT_FOUND, &format!("Application '{endpoint}' not found"))
            }
            Self::NoRequest => sentence_only(StatusCode::NOT_FOUND, "Request not found"),
            Self::MethodNotAllowed => sentence_only(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed"),
            Self::Malformed(sentence) => queue(StatusCode::BAD_REQUEST, &sentence, "bad_request", "false"),
            Self::TooLarge => sentence_only(StatusCode::PAYLOAD_TOO_LARGE, "The body is too large"),
            Self::InProgress => {
                queue(StatusCode::BAD_REQUEST, "Request is still in progress", "bad_request", "true")
            }
            Self::Faults(faults) => model(StatusCode::UNPROCESSABLE_ENTITY, &faults),
            Self::Failed => {
                let fault = Fault::new("", FAILED, "Internal server error");
                model(StatusCode::INTERNAL_SERVER_ERROR, &[fault])
            }
            Self::Cancelled => {
                let status = StatusCode::from_u16(CLIENT_CLOSED).unwrap_or(StatusCode::GONE);
                queue(status, "Request was cancelled by the client", CANCELLED, "false")
            }
            Self::RateLimited => sentence_only(StatusCode::TOO_MANY_REQUESTS, "Too many requests"),
            Self::Broken => {
                queue(StatusCode::INTERNAL_SERVER_ERROR, "Internal error", "internal_error", "true")
            }
            Self::Simulator => {
                queue(StatusCode::INTERNAL_SERVER_ERROR, "The simulator failed", "internal_error", "false")
            }
        }
    }
}

fn sentence_only(status: StatusCode, detail: &str) -> Response {
    (status, Json(json!({ "detail": detail }))).into_response()
}

fn queue(status: StatusCode, detail: &str, kind: &str, retryable: &'static str) -> Response {
    let body = json!({ "detail": detail, "error_type": kind });
    marked(status, &body, kind, retryable)
}

fn model(status: StatusCode, faults: &[Fault]) -> Response {
    let detail: Vec<Value> = faults.iter().map(Fault::wire).collect();
    let kind = faults.first().map(|fault| fault.kind.as_str()).unwrap_or_default();
    marked(status, &json!({ "detail": detail }), kind, "false")
}

fn marked(status: StatusCode, body: &Value, kind: &str, retryable: &'static str) -> Response {
    let headers = [("x-fal-error-type", kind), ("x-fal-retryable", retryable)];
    (status, headers, Json(body)).into_response()
}
