//! Every answer of the API that is not a success: an HTTP status and a body with Kling's own code.

use axum::Json;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::wire;
use crate::accept::Refused;
use crate::fields::Wrong;
use crate::workshop::{InputError, MediaError};

/// Why a request has no success.
#[derive(Debug)]
pub(super) enum ApiError {
    NotAuthenticated,
    NoKey,
    BadKey,
    NotYetValid,
    Expired,
    WrongMethod,
    /// Also of an unknown model, and of an unknown task where it is in the path.
    NoResource,
    Malformed(serde_json::Error),
    /// The message names the parameter.
    BadParameter(String),
    /// A task has this external id.
    Duplicate(String),
    Moderated,
    /// Kling documents no `Retry-After`.
    RateLimited,
    /// Also a 429, with its own code.
    TooManyActive,
    /// `sim:500`, and `sim:fail` where there is no task to fail.
    Broken,
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
        Self::BadParameter(rejection.body_text())
    }
}

impl From<QueryRejection> for ApiError {
    fn from(rejection: QueryRejection) -> Self {
        Self::BadParameter(rejection.body_text())
    }
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::RateLimit => Self::RateLimited,
            Refused::ServerError => Self::Broken,
            Refused::TooManyActive => Self::TooManyActive,
            Refused::Known(start) => {
                Self::Duplicate(start.external_id.map(|external| external.id).unwrap_or_default())
            }
            Refused::Simulator => Self::Simulator,
        }
    }
}

impl From<MediaError> for ApiError {
    fn from(reason: MediaError) -> Self {
        tracing::error!(%reason, "a file of Kling could not be kept or made");
        Self::Simulator
    }
}

impl ApiError {
    /// Of a picture or a sound that could not be got.
    pub(super) fn not_got(field: &str, reason: &InputError) -> Self {
        Self::BadParameter(format!("{field}: {reason}"))
    }

    fn told(&self) -> (StatusCode, u32, String) {
        let bad = |code, sentence: &str| (StatusCode::BAD_REQUEST, code, sentence.to_owned());
        let unauthorized = |code, sentence: &str| (StatusCode::UNAUTHORIZED, code, sentence.to_owned());
        let not_found = |code, sentence: &str| (StatusCode::NOT_FOUND, code, sentence.to_owned());
        let too_many = |code, sentence: &str| (StatusCode::TOO_MANY_REQUESTS, code, sentence.to_owned());
        let broken = |sentence: &str| (StatusCode::INTERNAL_SERVER_ERROR, 5000, sentence.to_owned());
        match self {
            Self::NotAuthenticated => unauthorized(1000, "Authentication failed"),
            Self::NoKey => unauthorized(1001, "Authorization is empty"),
            Self::BadKey => unauthorized(1002, "Authorization is invalid"),
            Self::NotYetValid => unauthorized(1003, "Authorization is not yet valid"),
            Self::Expired => unauthorized(1004, "Authorization has expired"),
            Self::WrongMethod => not_found(1202, "The requested method is invalid"),
            Self::NoResource => not_found(1203, "The requested resource does not exist"),
            Self::Malformed(reason) => bad(1200, &format!("Invalid request parameters: {reason}")),
            Self::BadParameter(sentence) => bad(1201, sentence),
            Self::Duplicate(id) => bad(1201, &format!("external_task_id {id} already exists")),
            Self::Moderated => bad(1301, "The request was refused by the content security policy"),
            Self::RateLimited => too_many(1302, "The API request rate limit was exceeded"),
            Self::TooManyActive => too_many(1303, "parallel task over resource pack limit"),
            Self::Broken => broken("Server internal error"),
            Self::Simulator => broken("The simulator failed"),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, code, message) = self.told();
        let body = json!({ "code": code, "message": message, "request_id": wire::request_id() });
        (status, Json(body)).into_response()
    }
}
