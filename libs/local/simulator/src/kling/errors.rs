//! Every answer of the API that is not a success: an HTTP status and a body with Kling's own code.

use axum::Json;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde_json::{Value, json};

use crate::accept::Refused;
use crate::failure::{ErrorBody, Failure};
use crate::fields::Wrong;
use crate::request_id;

#[derive(Debug)]
pub(super) enum ApiError {
    NotAuthenticated,
    NoKey,
    BadKey,
    WrongMethod,
    /// Also of an unknown model, and of an unknown task where it is in the path.
    NoResource,
    Malformed(serde_json::Error),
    /// The message names the parameter.
    BadParameter(String),
    Moderated,
    /// `sim:fail` where there is no task to fail.
    Broken,
}

pub(super) type Result<T> = std::result::Result<T, Failure<ApiError>>;

/// The body of a request.
pub(super) fn json(body: std::result::Result<Bytes, BytesRejection>) -> std::result::Result<Value, ApiError> {
    let body = body.map_err(|rejection| ApiError::BadParameter(rejection.body_text()))?;
    serde_json::from_slice(&body).map_err(ApiError::Malformed)
}

impl From<Wrong> for ApiError {
    fn from(wrong: Wrong) -> Self {
        Self::BadParameter(wrong.to_string())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let bad = |code, sentence: &str| error(StatusCode::BAD_REQUEST, code, sentence);
        let unauthorized = |code, sentence: &str| error(StatusCode::UNAUTHORIZED, code, sentence);
        let not_found = |code, sentence: &str| error(StatusCode::NOT_FOUND, code, sentence);
        match self {
            Self::NotAuthenticated => unauthorized(1000, "Authentication failed"),
            Self::NoKey => unauthorized(1001, "Authorization is empty"),
            Self::BadKey => unauthorized(1002, "Authorization is invalid"),
            Self::WrongMethod => not_found(1202, "The requested method is invalid"),
            Self::NoResource => not_found(1203, "The requested resource does not exist"),
            Self::Malformed(reason) => bad(1200, &format!("Invalid request parameters: {reason}")),
            Self::BadParameter(sentence) => bad(1201, &sentence),
            Self::Moderated => bad(1301, "The request was refused by the content security policy"),
            Self::Broken => error(StatusCode::INTERNAL_SERVER_ERROR, 5000, "Server internal error"),
        }
    }
}

impl ErrorBody for ApiError {
    fn refused(refused: Refused) -> Response {
        // Kling documents no `Retry-After`.
        let too_many = |code, sentence: &str| error(StatusCode::TOO_MANY_REQUESTS, code, sentence);
        match refused {
            Refused::RateLimit => too_many(1302, "The API request rate limit was exceeded"),
            Refused::TooManyActive => too_many(1303, "parallel task over resource pack limit"),
            Refused::Known(start) => {
                let id = start.external_id.map(|external| external.id).unwrap_or_default();
                Self::BadParameter(format!("external_task_id {id} already exists")).into_response()
            }
            Refused::ServerError => Self::Broken.into_response(),
            Refused::Simulator => error(StatusCode::INTERNAL_SERVER_ERROR, 5000, "The simulator failed"),
        }
    }
}

fn error(status: StatusCode, code: u32, message: &str) -> Response {
    let body = json!({ "code": code, "message": message, "request_id": request_id::next() });
    (status, Json(body)).into_response()
}
