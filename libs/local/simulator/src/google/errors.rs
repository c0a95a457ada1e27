//! Every answer of the API that is not a success: `{"error": {code, message, status, details}}`.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::accept::Refused;
use crate::failure::{ErrorBody, Failure};
use crate::fields::{UNKNOWN_FIELD, Why, Wrong};
use crate::json::merged;

#[derive(Debug)]
pub(super) enum ApiError {
    /// 403.
    NoKey,
    /// 400, with a reason in the details (unverified).
    BadKey,
    NotFound(String),
    /// The file is gone or never was.
    NoFile(String),
    Malformed(serde_json::Error),
    Wrong(Wrong),
}

pub(super) type Result<T> = std::result::Result<T, Failure<ApiError>>;

impl From<Wrong> for ApiError {
    fn from(wrong: Wrong) -> Self {
        Self::Wrong(wrong)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        match self {
            Self::NoKey => error(StatusCode::FORBIDDEN, "PERMISSION_DENIED", NO_KEY, None),
            Self::BadKey => error(StatusCode::BAD_REQUEST, INVALID, BAD_KEY, Some(bad_key())),
            Self::NotFound(message) => error(StatusCode::NOT_FOUND, "NOT_FOUND", &message, None),
            Self::NoFile(name) => {
                let message =
                    format!("You do not have permission to access the File {name} or it may not exist.");
                error(StatusCode::FORBIDDEN, "PERMISSION_DENIED", &message, None)
            }
            Self::Malformed(reason) => {
                let message = format!("Invalid JSON payload received. {reason}");
                error(StatusCode::BAD_REQUEST, INVALID, &message, None)
            }
            Self::Wrong(wrong) => {
                let description = sentence(&wrong);
                let violations = [json!({ "field": wrong.field, "description": description })];
                let details = json!([{ "@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": violations }]);
                error(StatusCode::BAD_REQUEST, INVALID, &description, Some(details))
            }
        }
    }
}

impl ErrorBody for ApiError {
    fn refused(refused: Refused) -> Response {
        match refused {
            Refused::RateLimit | Refused::TooManyActive => {
                error(StatusCode::TOO_MANY_REQUESTS, "RESOURCE_EXHAUSTED", EXHAUSTED, Some(exhausted()))
            }
            Refused::ServerError | Refused::Known(_) | Refused::Simulator => {
                error(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", INTERNAL, None)
            }
        }
    }
}

const INVALID: &str = "INVALID_ARGUMENT";
const NO_KEY: &str = "Method doesn't allow unregistered callers (callers without established identity). \
    Please use API Key or other form of API consumer identity to call this API.";
const BAD_KEY: &str = "API key not valid. Please pass a valid API key.";
const EXHAUSTED: &str = "You exceeded your current quota, please check your plan and billing details.";
pub(super) const INTERNAL: &str = "An internal error has occurred. Please retry.";

fn sentence(Wrong { field, why }: &Wrong) -> String {
    match why {
        Why::Missing => format!("{field} is not specified"),
        Why::Other(sentence) if sentence == UNKNOWN_FIELD => {
            let (place, name) = field.rsplit_once('.').unwrap_or(("", field));
            format!("Invalid JSON payload received. Unknown name \"{name}\" at '{place}': Cannot find field.")
        }
        Why::Other(sentence) => sentence.clone(),
        why => format!("Invalid value at '{field}': it {why}"),
    }
}

fn bad_key() -> Value {
    json!([{
        "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID",
        "domain": "googleapis.com", "metadata": { "service": "generativelanguage.googleapis.com" },
    }])
}

fn exhausted() -> Value {
    json!([
        { "@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [{
            "quotaMetric": "generativelanguage.googleapis.com/generate_requests_per_model",
            "quotaId": "GenerateRequestsPerMinutePerProjectPerModel",
        }] },
        { "@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "2s" },
    ])
}

fn error(status: StatusCode, name: &str, message: &str, details: Option<Value>) -> Response {
    let error = json!({ "code": status.as_u16(), "message": message, "status": name });
    let error = match details {
        Some(details) => merged(error, json!({ "details": details })),
        None => error,
    };
    (status, Json(json!({ "error": error }))).into_response()
}
