//! Every answer of the API that is not a success: `{"error": {code, message, param, type}}`, with the id of
//! the request at the end of the message.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::accept::Refused;
use crate::fields::{Why, Wrong};
use crate::request_id;
use crate::workshop::MediaError;

/// Why a request has no success.
#[derive(Debug)]
pub(super) enum ApiError {
    NotAuthenticated,
    NoSuchPath,
    Malformed(String),
    Wrong(Wrong),
    /// Never was.
    UnknownModel(String),
    /// Retired.
    ClosedModel(String),
    InputText,
    OutputImage,
    NoTask(String),
    /// A task that runs can be neither cancelled nor deleted. The facts give no code for it (unverified).
    TaskRuns,
    RateLimited,
    Internal,
}

impl From<Wrong> for ApiError {
    fn from(wrong: Wrong) -> Self {
        Self::Wrong(wrong)
    }
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::RateLimit | Refused::TooManyActive => Self::RateLimited,
            // Nothing here has an external id.
            Refused::ServerError | Refused::Known(_) | Refused::Simulator => Self::Internal,
        }
    }
}

impl From<MediaError> for ApiError {
    fn from(reason: MediaError) -> Self {
        tracing::error!(%reason, "the simulator of BytePlus could not make a file");
        Self::Internal
    }
}

impl From<crate::Error> for ApiError {
    fn from(reason: crate::Error) -> Self {
        tracing::error!(%reason, "the simulator of BytePlus cannot go on");
        Self::Internal
    }
}

pub(super) const INTERNAL: (&str, &str) =
    ("InternalServiceError", "The service encountered an unexpected internal error.");
pub(super) const OUTPUT_IMAGE: (&str, &str) = (
    "OutputImageSensitiveContentDetected",
    "The request failed because the output image may contain sensitive information.",
);
pub(super) const OUTPUT_VIDEO: (&str, &str) = (
    "OutputVideoSensitiveContentDetected",
    "The request failed because the output video may contain sensitive information.",
);

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, code, message, param) = match self {
            Self::NotAuthenticated => (
                StatusCode::UNAUTHORIZED,
                "AuthenticationError",
                "The API key or AK/SK in the request is missing or invalid.".to_owned(),
                String::new(),
            ),
            Self::NoSuchPath => (
                StatusCode::NOT_FOUND,
                "NotFound",
                "The requested path does not exist.".to_owned(),
                String::new(),
            ),
            Self::Malformed(reason) => (
                StatusCode::BAD_REQUEST,
                "InvalidParameter",
                format!("The body is not valid JSON: {reason}"),
                String::new(),
            ),
            Self::Wrong(Wrong { field, why: Why::Missing }) => (
                StatusCode::BAD_REQUEST,
                "MissingParameter",
                format!("The request failed because it is missing `{field}` parameter."),
                field,
            ),
            Self::Wrong(Wrong { field, why }) => (
                StatusCode::BAD_REQUEST,
                "InvalidParameter",
                format!("The parameter `{field}` specified in the request is not valid: it {why}."),
                field,
            ),
            Self::UnknownModel(model) => (
                StatusCode::NOT_FOUND,
                "InvalidEndpointOrModel.NotFound",
                format!("The model or endpoint {model} does not exist or you do not have access to it."),
                String::new(),
            ),
            Self::ClosedModel(model) => (
                StatusCode::NOT_FOUND,
                "InvalidEndpointOrModel.ModelIDAccessDisabled",
                format!("The model {model} is not available any more."),
                String::new(),
            ),
            Self::InputText => (
                StatusCode::BAD_REQUEST,
                "InputTextSensitiveContentDetected",
                "The request failed because the input text may contain sensitive information.".to_owned(),
                String::new(),
            ),
            Self::OutputImage => {
                (StatusCode::BAD_REQUEST, OUTPUT_IMAGE.0, OUTPUT_IMAGE.1.to_owned(), String::new())
            }
            Self::NoTask(id) => (
                StatusCode::NOT_FOUND,
                "NotFound.Task",
                format!("The task {id} does not exist."),
                "id".to_owned(),
            ),
            Self::TaskRuns => (
                StatusCode::CONFLICT,
                "InvalidAction.RunningTaskDeletion",
                "A task that is running can be neither cancelled nor deleted.".to_owned(),
                "id".to_owned(),
            ),
            Self::RateLimited => (
                StatusCode::TOO_MANY_REQUESTS,
                "RateLimitExceeded.EndpointRPMExceeded",
                "The requests per minute (RPM) limit of the endpoint is exceeded.".to_owned(),
                String::new(),
            ),
            Self::Internal => {
                (StatusCode::INTERNAL_SERVER_ERROR, INTERNAL.0, INTERNAL.1.to_owned(), String::new())
            }
        };
        let id = request_id::next();
        let message = format!("{message} Request id: {id}");
        let error = json!({ "code": code, "message": message, "param": param, "type": kind(status) });
        (status, [(request_id::HEADER, id)], Json(json!({ "error": error }))).into_response()
    }
}

fn kind(status: StatusCode) -> &'static str {
    match status {
        StatusCode::UNAUTHORIZED => "Unauthorized",
        StatusCode::NOT_FOUND => "NotFound",
        StatusCode::CONFLICT => "Conflict",
        StatusCode::TOO_MANY_REQUESTS => "TooManyRequests",
        StatusCode::INTERNAL_SERVER_ERROR => "InternalServerError",
        _ => "BadRequest",
    }
}
