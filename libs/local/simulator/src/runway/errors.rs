//! Every answer of the API that is not a success: an HTTP status and a body with `error`.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::issues::Issue;
use crate::accept::Refused;
use crate::failure::{ErrorBody, Failure};
use crate::fields::Wrong;

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
}

pub(super) type Result<T> = std::result::Result<T, Failure<ApiError>>;

const DOCS: &str = "https://docs.dev.runwayml.com/api";

impl From<Wrong> for ApiError {
    fn from(wrong: Wrong) -> Self {
        Self::Invalid(vec![Issue::from_wrong(&wrong)])
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
        };
        error(status, &sentence)
    }
}

impl ErrorBody for ApiError {
    fn refused(refused: Refused) -> Response {
        match refused {
            // The quota of the day is used up. Runway documents no `Retry-After`.
            Refused::RateLimit => {
                let sentence = "You have reached the daily limit of generations of this model.";
                error(StatusCode::TOO_MANY_REQUESTS, sentence)
            }
            Refused::ServerError => error(StatusCode::INTERNAL_SERVER_ERROR, "An internal error occurred."),
            // A task above the limit is throttled, and nothing here has an external id.
            Refused::TooManyActive | Refused::Known(_) | Refused::Simulator => {
                error(StatusCode::INTERNAL_SERVER_ERROR, "The simulator failed.")
            }
        }
    }
}

fn error(status: StatusCode, sentence: &str) -> Response {
    (status, Json(json!({ "error": sentence }))).into_response()
}
