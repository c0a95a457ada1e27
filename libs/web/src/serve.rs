//! The frame around every function that serves HTTP: a request goes to its endpoint, and errors get their one shape.

use http::HeaderName;
use lambda_http::Request;

use crate::gateway_event::request_id;
use crate::{ApiError, Callers, DOCS_PATH, Endpoint, Reply, absolute_url, find, version};

pub type Handled = Result<Reply, ApiError>;

/// Serves a request by the endpoint that API Gateway matched.
pub async fn serve<App>(
    endpoints: &[Endpoint<App>],
    app: &App,
    callers: &Callers,
    request: &Request,
) -> Handled {
    let endpoint = find(endpoints, request).ok_or(ApiError::NotFound)?;
    endpoint.serve(app, callers, request).await
}

/// The reply, with API Gateway's request id and the version that answered.
pub fn answer(request: &Request, handled: Handled) -> Reply {
    let id = request_id(request).unwrap_or("unknown");
    let mut reply = handled.unwrap_or_else(|error| error.into_reply(id, &absolute_url(request, DOCS_PATH)));
    let version = version::asked(request.headers()).unwrap_or(version::newest());
    for (name, value) in [(HeaderName::from_static("x-request-id"), id), (version::HEADER, version)] {
        if let Ok(value) = value.parse() {
            reply.headers_mut().insert(name, value);
        }
    }
    reply
}
