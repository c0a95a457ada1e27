//! Every answer of the API that is not a success: `detail` is an object in the newer shape, which has the
//! legacy name as `status`, or a list of what the schema rules out.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};

use super::{REQUEST_ID, fresh_id};
use crate::accept::Refused;
use crate::failure::{ErrorBody, Failure};
use crate::fields::{Why, Wrong};

#[derive(Debug)]
pub(super) enum ApiError {
    NoKey,
    BadKey,
    NotFound,
    MethodNotAllowed,
    Malformed(serde_json::Error),
    Unprocessable {
        place: Place,
        wrong: Wrong,
    },
    TooLong {
        given: usize,
        most: usize,
    },
    NoModel(String),
    NoVoice(String),
    /// Moderation; no name for it is documented.
    Blocked,
    /// `sim:fail`.
    Server,
}

pub(super) type Result<T> = std::result::Result<T, Failure<ApiError>>;

/// The part of a request that the path of a fault begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Body,
    Query,
}

/// The newer shape of `detail`.
#[derive(Debug, Serialize)]
struct Detail<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    code: &'static str,
    message: &'a str,
    /// The legacy name.
    status: &'static str,
    request_id: String,
    param: Option<&'static str>,
}

impl ApiError {
    pub(super) fn in_query(wrong: Wrong) -> Self {
        Self::Unprocessable { place: Place::Query, wrong }
    }
}

impl From<Wrong> for ApiError {
    fn from(wrong: Wrong) -> Self {
        Self::Unprocessable { place: Place::Body, wrong }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let key = |message| object(StatusCode::UNAUTHORIZED, KEY, "invalid_api_key", message, None);
        match self {
            Self::NoKey => key("No API key received, please provide one in the xi-api-key header."),
            Self::BadKey => key("Invalid API key"),
            Self::NotFound => sentence(StatusCode::NOT_FOUND, "Not Found"),
            Self::MethodNotAllowed => sentence(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed"),
            Self::Malformed(reason) => {
                list(&["body"], &format!("JSON decode error: {reason}"), "json_invalid")
            }
            Self::Unprocessable { place, wrong } => unprocessable(place, &wrong),
            Self::TooLong { given, most } => {
                let message = format!("The text has {given} characters; this model takes at most {most}.");
                let code = "max_character_limit_exceeded";
                object(StatusCode::BAD_REQUEST, INVALID, code, &message, Some("text"))
            }
            Self::NoModel(id) => {
                let message = format!("A model with the id {id} does not exist.");
                object(StatusCode::BAD_REQUEST, INVALID, "invalid_parameters", &message, Some("model_id"))
            }
            Self::NoVoice(id) => {
                let message = format!("A voice with the id {id} was not found.");
                object(StatusCode::NOT_FOUND, "not_found", "voice_not_found", &message, Some("voice_id"))
            }
            Self::Blocked => {
                object(StatusCode::FORBIDDEN, INVALID, "content_policy_violation", BLOCKED, Some("text"))
            }
            Self::Server => {
                let (status, message) = (StatusCode::INTERNAL_SERVER_ERROR, "An internal error occurred.");
                object(status, "internal_error", "internal_server_error", message, None)
            }
        }
    }
}

impl ErrorBody for ApiError {
    fn refused(refused: Refused) -> Response {
        match refused {
            Refused::RateLimit | Refused::TooManyActive => {
                let (status, message) = (StatusCode::TOO_MANY_REQUESTS, "Too many requests.");
                object(status, "rate_limit_error", "rate_limit_exceeded", message, None)
            }
            // Nothing here has an external id.
            Refused::ServerError | Refused::Known(_) | Refused::Simulator => Self::Server.into_response(),
        }
    }
}

const KEY: &str = "authentication_error";
const INVALID: &str = "validation_error";
const BLOCKED: &str = "This text may violate our Terms of Service and has been blocked.";

fn unprocessable(place: Place, Wrong { field, why }: &Wrong) -> Response {
    let place = match place {
        Place::Body => "body",
        Place::Query => "query",
    };
    let path: Vec<&str> =
        [place].into_iter().chain(field.split('.').filter(|part| !part.is_empty())).collect();
    let kind = match why {
        Why::Missing => "missing",
        Why::Type(_) => "type_error",
        Why::Unknown { .. } => "enum",
        Why::Range { .. } => "out_of_range",
        Why::Long { .. } => "too_long",
        Why::Short { .. } => "too_short",
        Why::Other(_) => "value_error",
    };
    list(&path, &format!("Input {why}"), kind)
}

fn list(path: &[&str], message: &str, kind: &str) -> Response {
    let detail = json!([{ "loc": path, "msg": message, "type": kind }]);
    (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "detail": detail }))).into_response()
}

fn object(
    status: StatusCode,
    kind: &'static str,
    code: &'static str,
    message: &str,
    param: Option<&'static str>,
) -> Response {
    let id = fresh_id();
    let detail = Detail { kind, code, message, status: code, request_id: id.clone(), param };
    (status, [(REQUEST_ID, id)], Json(json!({ "detail": detail }))).into_response()
}

fn sentence(status: StatusCode, detail: &str) -> Response {
    (status, Json(Value::from_iter([("detail", detail)]))).into_response()
}
