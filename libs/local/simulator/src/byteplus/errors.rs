//! Every answer of the API that is not a success: `{"error": {code, message, param, type}}`, with the id of
//! the request at the end of the message.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::accept::Refused;
use crate::failure::{ErrorBody, Failure};
use crate::fields::{Why, Wrong};
use crate::request_id;

#[derive(Debug)]
pub(super) enum ApiError {
    NotAuthenticated,
    NoSuchPath,
    Malformed(serde_json::Error),
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
}

pub(super) type Result<T> = std::result::Result<T, Failure<ApiError>>;

impl From<Wrong> for ApiError {
    fn from(wrong: Wrong) -> Self {
        Self::Wrong(wrong)
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
const INPUT_TEXT: (&str, &str) = (
    "InputTextSensitiveContentDetected",
    "The request failed because the input text may contain sensitive information.",
);

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        const BAD: StatusCode = StatusCode::BAD_REQUEST;
        let (status, code, message, param) = match self {
            Self::NotAuthenticated => {
                let message = "The API key or AK/SK in the request is missing or invalid.";
                return error(StatusCode::UNAUTHORIZED, ("AuthenticationError", message));
            }
            Self::NoSuchPath => {
                return error(StatusCode::NOT_FOUND, ("NotFound", "The requested path does not exist."));
            }
            Self::InputText => return error(BAD, INPUT_TEXT),
            Self::OutputImage => return error(BAD, OUTPUT_IMAGE),
            Self::Malformed(reason) => {
                return error(BAD, ("InvalidParameter", &format!("The body is not valid JSON: {reason}")));
            }
            Self::Wrong(Wrong { field, why: Why::Missing }) => {
                let message = format!("The request failed because it is missing `{field}` parameter.");
                (BAD, "MissingParameter", message, field)
            }
            Self::Wrong(Wrong { field, why }) => {
                let message =
                    format!("The parameter `{field}` specified in the request is not valid: it {why}.");
                (BAD, "InvalidParameter", message, field)
            }
            Self::UnknownModel(model) => {
                let message =
                    format!("The model or endpoint {model} does not exist or you do not have access to it.");
                let code = "InvalidEndpointOrModel.NotFound";
                (StatusCode::NOT_FOUND, code, message, String::new())
            }
            Self::ClosedModel(model) => {
                let message = format!("The model {model} is not available any more.");
                let code = "InvalidEndpointOrModel.ModelIDAccessDisabled";
                (StatusCode::NOT_FOUND, code, message, String::new())
            }
            Self::NoTask(id) => {
                let message = format!("The task {id} does not exist.");
                (StatusCode::NOT_FOUND, "NotFound.Task", message, "id".to_owned())
            }
            Self::TaskRuns => {
                let message = "A task that is running can be neither cancelled nor deleted.".to_owned();
                (StatusCode::CONFLICT, "InvalidAction.RunningTaskDeletion", message, "id".to_owned())
            }
        };
        error_about(status, (code, &message), &param)
    }
}

impl ErrorBody for ApiError {
    fn refused(refused: Refused) -> Response {
        match refused {
            Refused::RateLimit | Refused::TooManyActive => {
                let message = "The requests per minute (RPM) limit of the endpoint is exceeded.";
                let code = "RateLimitExceeded.EndpointRPMExceeded";
                error(StatusCode::TOO_MANY_REQUESTS, (code, message))
            }
            Refused::ServerError | Refused::Known(_) | Refused::Simulator => {
                error(StatusCode::INTERNAL_SERVER_ERROR, INTERNAL)
            }
        }
    }
}

fn error(status: StatusCode, said: (&str, &str)) -> Response {
    error_about(status, said, "")
}

fn error_about(status: StatusCode, (code, message): (&str, &str), param: &str) -> Response {
    let kind = match status {
        StatusCode::UNAUTHORIZED => "Unauthorized",
        StatusCode::NOT_FOUND => "NotFound",
        StatusCode::CONFLICT => "Conflict",
        StatusCode::TOO_MANY_REQUESTS => "TooManyRequests",
        StatusCode::INTERNAL_SERVER_ERROR => "InternalServerError",
        _ => "BadRequest",
    };
    let id = request_id::next();
    let message = format!("{message} Request id: {id}");
    let error = json!({ "code": code, "message": message, "param": param, "type": kind });
    (status, [(request_id::HEADER, id)], Json(json!({ "error": error }))).into_response()
}
