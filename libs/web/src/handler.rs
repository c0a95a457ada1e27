//! The frame around every handler: route, placeholders, request id, one error shape.

use lambda_http::request::RequestContext;
use lambda_http::{Request, RequestExt};

use crate::{ApiError, Reply};

pub type Handled = Result<Reply, ApiError>;

/// What API Gateway matched: `GET /api/v1/…` or `$default`.
pub fn route_key(request: &Request) -> String {
    context(request).and_then(|context| context.route_key.clone()).unwrap_or_default()
}

/// The value of a placeholder of the path, such as `id`.
pub fn path_parameter(request: &Request, name: &str) -> String {
    request.path_parameters().first(name).unwrap_or_default().to_owned()
}

/// The reply, whichever way it went, under API Gateway's request id.
pub fn answer(request: &Request, handled: Handled) -> Reply {
    handled.unwrap_or_else(|error| {
        let request_id =
            context(request).and_then(|context| context.request_id.as_deref()).unwrap_or("unknown");
        error.into_reply(request_id)
    })
}

fn context(request: &Request) -> Option<&aws_lambda_events::apigw::ApiGatewayV2httpRequestContext> {
    match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => Some(context),
        _ => None,
    }
}
