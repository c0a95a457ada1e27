//! What API Gateway says of a request, beside the request itself.

use aws_lambda_events::apigw::ApiGatewayV2httpRequestContext;
use lambda_http::request::RequestContext;
use lambda_http::{Request, RequestExt};

/// The endpoint that it matched: `GET /api/v1/…`; `$default` where none did.
pub(crate) fn endpoint_key(request: &Request) -> Option<&str> {
    context(request)?.route_key.as_deref()
}

/// The id that it gave the request.
pub(crate) fn request_id(request: &Request) -> Option<&str> {
    context(request)?.request_id.as_deref()
}

/// Where the API is: the gateway's own domain name, or the one that the deployment gave it.
pub(crate) fn domain_name(request: &Request) -> Option<&str> {
    context(request)?.domain_name.as_deref()
}

fn context(request: &Request) -> Option<&ApiGatewayV2httpRequestContext> {
    match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => Some(context),
        _ => None,
    }
}
