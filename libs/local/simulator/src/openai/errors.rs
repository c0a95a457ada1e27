//! Every answer of the API that is not a success: `{"error": {message, type, param, code}}`.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::accept::Refused;
use crate::failure::{ErrorBody, Failure};
use crate::fields::{UNKNOWN_FIELD, Why, Wrong};

#[derive(Debug)]
pub(super) enum ApiError {
    NoKey,
    BadKey,
    UnknownUrl(String),
    MethodNotAllowed,
    Malformed,
    Wrong(Wrong),
    ModelNotFound(String),
    /// A picture's own refusal, with the stage at which moderation stopped it: `input` or `output`.
    ImageBlocked(&'static str),
    /// A text's; no code for it is documented.
    TextBlocked,
}

pub(super) type Result<T> = std::result::Result<T, Failure<ApiError>>;

impl From<Wrong> for ApiError {
    fn from(wrong: Wrong) -> Self {
        Self::Wrong(wrong)
    }
}

const INVALID: &str = "invalid_request_error";

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        match self {
            Self::NoKey => error(StatusCode::UNAUTHORIZED, INVALID, None, None, NO_KEY),
            Self::BadKey => error(StatusCode::UNAUTHORIZED, INVALID, None, Some("invalid_api_key"), BAD_KEY),
            Self::UnknownUrl(path) => {
                error(StatusCode::NOT_FOUND, INVALID, None, None, &format!("Invalid URL (POST {path})"))
            }
            Self::MethodNotAllowed => {
                error(StatusCode::METHOD_NOT_ALLOWED, INVALID, None, None, "Not allowed to use this method.")
            }
            Self::Malformed => error(StatusCode::BAD_REQUEST, INVALID, None, None, MALFORMED),
            Self::Wrong(wrong) => self::wrong(&wrong),
            Self::ModelNotFound(model) => {
                let message = format!("The model '{model}' does not exist or you do not have access to it.");
                error(StatusCode::NOT_FOUND, INVALID, None, Some("model_not_found"), &message)
            }
            Self::ImageBlocked(stage) => blocked(stage),
            Self::TextBlocked => {
                let code = Some("content_policy_violation");
                error(StatusCode::BAD_REQUEST, INVALID, Some("input"), code, REJECTED)
            }
        }
    }
}

impl ErrorBody for ApiError {
    fn refused(refused: Refused) -> Response {
        match refused {
            Refused::RateLimit | Refused::TooManyActive => {
                let message = "Rate limit reached for requests. Please try again in 1s.";
                let code = Some("rate_limit_exceeded");
                let answer = error(StatusCode::TOO_MANY_REQUESTS, "requests", None, code, message);
                ([("retry-after", "1"), ("retry-after-ms", "1000")], answer).into_response()
            }
            Refused::ServerError | Refused::Known(_) | Refused::Simulator => {
                error(StatusCode::INTERNAL_SERVER_ERROR, "server_error", None, None, SERVER)
            }
        }
    }
}

const NO_KEY: &str = "You didn't provide an API key. You need to provide your API key in an Authorization \
    header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).";
const BAD_KEY: &str = "Incorrect API key provided. You can find your API key at \
    https://platform.openai.com/account/api-keys.";
const MALFORMED: &str = "We could not parse the JSON body of your request. (HINT: This likely means you \
    aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was \
    not valid JSON.)";
const REJECTED: &str = "Your request was rejected by the safety system. If you believe this is an error, \
    contact us at help.openai.com and include the request ID.";
const SERVER: &str =
    "The server had an error while processing your request. Sorry about that! Please retry your request.";

fn wrong(wrong: &Wrong) -> Response {
    let Wrong { field, why } = wrong;
    let (code, message) = match why {
        Why::Missing => ("missing_required_parameter", format!("Missing required parameter: '{field}'.")),
        Why::Type(kind) => {
            ("invalid_type", format!("Invalid type for '{field}': expected a value of type {kind}."))
        }
        Why::Unknown { given, allowed } => {
            let allowed: Vec<String> = allowed.iter().map(|word| format!("'{word}'")).collect();
            let values = allowed.join(", ");
            ("invalid_value", format!("Invalid value: '{given}'. Supported values are: {values}."))
        }
        Why::Range { given, least, most } => (
            "invalid_value",
            format!("Invalid '{field}': expected a value from {least} to {most}, but got {given} instead."),
        ),
        Why::Long { given, most } => (
            "string_above_max_length",
            format!("Invalid '{field}': expected a maximum length of {most}, but got {given} instead."),
        ),
        Why::Short { least } => {
            ("string_below_min_length", format!("Invalid '{field}': expected a minimum length of {least}."))
        }
        Why::Other(sentence) if sentence == UNKNOWN_FIELD => {
            ("unknown_parameter", format!("Unknown parameter: '{field}'."))
        }
        Why::Other(sentence) => ("invalid_value", sentence.clone()),
    };
    error(StatusCode::BAD_REQUEST, INVALID, Some(field), Some(code), &message)
}

/// The newer body, with details.
fn blocked(stage: &str) -> Response {
    let body = json!({ "error": {
        "message": format!("{REJECTED} safety_violations=[violence]."),
        "type": "image_generation_user_error",
        "param": null,
        "code": "moderation_blocked",
        "moderation_details": { "moderation_stage": stage, "categories": ["violence"] },
    }});
    (StatusCode::BAD_REQUEST, Json(body)).into_response()
}

fn error(status: StatusCode, kind: &str, param: Option<&str>, code: Option<&str>, message: &str) -> Response {
    let error = json!({ "message": message, "type": kind, "param": param, "code": code });
    (status, Json(json!({ "error": error }))).into_response()
}
