//! Every answer that is not a success. `detail` is a list where a model failed and a sentence where the queue
//! or the key did.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::fault::Fault;
use crate::accept::Refused;
use crate::failure::{ErrorBody, Failure};

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
}

pub(super) type Result<T> = std::result::Result<T, Failure<ApiError>>;

pub(super) const CANCELLED: &str = "client_cancelled";
pub(super) const FAILED: &str = "internal_server_error";
/// No name in the standard library: the client closed the request.
const CLIENT_CLOSED: u16 = 499;

/// The fault of an input, and of an output, that moderation refuses.
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
        }
    }
}

impl ErrorBody for ApiError {
    fn refused(refused: Refused) -> Response {
        let broken = |sentence, retryable| {
            queue(StatusCode::INTERNAL_SERVER_ERROR, sentence, "internal_error", retryable)
        };
        match refused {
            Refused::RateLimit | Refused::TooManyActive => {
                sentence_only(StatusCode::TOO_MANY_REQUESTS, "Too many requests")
            }
            Refused::ServerError => broken("Internal error", "true"),
            // Nothing here has an external id.
            Refused::Known(_) | Refused::Simulator => broken("The simulator failed", "false"),
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
