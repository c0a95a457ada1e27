//! The frame around every function that serves HTTP: a request goes to its endpoint, and errors get their one shape.

use lambda_http::Request;

use crate::gateway_event::request_id;
use crate::{ApiError, Callers, Endpoint, Reply, find};

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

/// The reply; an error's carries API Gateway's request id.
pub fn answer(request: &Request, handled: Handled) -> Reply {
    handled.unwrap_or_else(|error| error.into_reply(request_id(request).unwrap_or("unknown")))
}
