//! Every answer of the API that is not a success: an HTTP status and a body with `detail`.

use axum::Json;
use axum::extract::rejection::BytesRejection;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::accept::Refused;
use crate::failure::{ErrorBody, Failure};
use crate::fields::Wrong;

/// Seconds in `Retry-After`. Luma's window is 60 s long and sliding, so a place is free much sooner.
const RETRY_AFTER: &str = "2";

#[derive(Debug)]
pub(super) enum ApiError {
    NoKey,
    BadKey,
    NotFound,
    NoGeneration,
    MethodNotAllowed,
    /// The body is not JSON, or a parameter is missing or not what it may be.
    BadParameter(String),
    TooLarge,
    /// Each parameter is right, all together are not; or a picture that cannot be decoded.
    Unprocessable(String),
}

pub(super) type Result<T> = std::result::Result<T, Failure<ApiError>>;

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

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        match self {
            Self::NoKey => detail(StatusCode::UNAUTHORIZED, "Not authenticated"),
            Self::BadKey => detail(StatusCode::UNAUTHORIZED, "Invalid API key"),
            Self::NotFound => detail(StatusCode::NOT_FOUND, "Not Found"),
            Self::NoGeneration => detail(StatusCode::NOT_FOUND, "Generation not found"),
            Self::MethodNotAllowed => detail(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed"),
            Self::BadParameter(sentence) => detail(StatusCode::BAD_REQUEST, &sentence),
            Self::TooLarge => detail(StatusCode::PAYLOAD_TOO_LARGE, "Input media is larger than 50 MB"),
            Self::Unprocessable(sentence) => detail(StatusCode::UNPROCESSABLE_ENTITY, &sentence),
        }
    }
}

impl ErrorBody for ApiError {
    fn refused(refused: Refused) -> Response {
        let too_many = |sentence| {
            ([(header::RETRY_AFTER, RETRY_AFTER)], detail(StatusCode::TOO_MANY_REQUESTS, sentence))
        };
        match refused {
            Refused::RateLimit => too_many("Rate limit exceeded").into_response(),
            Refused::TooManyActive => too_many("Too many concurrent generations").into_response(),
            Refused::ServerError => detail(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error"),
            Refused::Known(_) | Refused::Simulator => {
                detail(StatusCode::INTERNAL_SERVER_ERROR, "The simulator failed")
            }
        }
    }
}

fn detail(status: StatusCode, detail: &str) -> Response {
    (status, Json(json!({ "detail": detail }))).into_response()
}
