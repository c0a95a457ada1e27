//! Every answer of the API that is not a success.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};

use crate::accept::Refused;
use crate::failure::{ErrorBody, Failure};

/// One thing wrong with a request.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Problem {
    /// Where, from outside in: `["body", "width"]`.
    pub(super) loc: Vec<&'static str>,
    pub(super) msg: String,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
}

#[derive(Debug)]
pub(super) enum ApiError {
    NotAuthenticated,
    BadKey,
    NotFound,
    MethodNotAllowed,
    Malformed(serde_json::Error),
    Unprocessable(Vec<Problem>),
}

pub(super) type Result<T> = std::result::Result<T, Failure<ApiError>>;

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        match self {
            Self::NotAuthenticated => detail(StatusCode::FORBIDDEN, "Not authenticated"),
            Self::BadKey => detail(StatusCode::FORBIDDEN, "Invalid API key format"),
            Self::NotFound => detail(StatusCode::NOT_FOUND, "Not Found"),
            Self::MethodNotAllowed => detail(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed"),
            Self::Malformed(reason) => detail(StatusCode::BAD_REQUEST, format!("Malformed JSON: {reason}")),
            Self::Unprocessable(problems) => detail(StatusCode::UNPROCESSABLE_ENTITY, json!(problems)),
        }
    }
}

impl ErrorBody for ApiError {
    fn refused(refused: Refused) -> Response {
        match refused {
            // BFL documents no `Retry-After` header, so there is none.
            Refused::RateLimit => detail(StatusCode::TOO_MANY_REQUESTS, "Rate limit exceeded"),
            Refused::TooManyActive => {
                detail(StatusCode::TOO_MANY_REQUESTS, "Too many active tasks, the limit is 24")
            }
            // The page of a proxy in front of the API: not JSON.
            Refused::ServerError => (StatusCode::INTERNAL_SERVER_ERROR, Html(PROXY_PAGE)).into_response(),
            Refused::Known(_) | Refused::Simulator => {
                detail(StatusCode::SERVICE_UNAVAILABLE, "The simulator failed")
            }
        }
    }
}

const PROXY_PAGE: &str = "<html>\r\n<head><title>500 Internal Server Error</title></head>\r\n<body>\r\n\
    <center><h1>500 Internal Server Error</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

fn detail(status: StatusCode, detail: impl Into<Value>) -> Response {
    (status, Json(json!({ "detail": detail.into() }))).into_response()
}
