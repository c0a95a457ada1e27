//! Replies to clients. None may be cached: they hold balances and signed links.

use domain::request::Family;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderValue, StatusCode};
use lambda_http::{Body, Request};
use serde::Serialize;

use crate::gateway_event::domain_name;

pub type Reply = http::Response<Body>;

/// A reply whose body is `body` as JSON.
pub fn json(status: StatusCode, body: &impl Serialize) -> Reply {
    text(status, serde_json::to_string(body).unwrap_or_default())
}

/// A reply without a body.
pub fn empty(status: StatusCode) -> Reply {
    let mut reply = Reply::new(Body::Empty);
    *reply.status_mut() = status;
    uncached(&mut reply);
    reply
}

/// A temporary redirect. `url` is one that we signed.
pub fn redirect(url: &str) -> Reply {
    let mut reply = empty(StatusCode::FOUND);
    if let Ok(url) = HeaderValue::from_str(url) {
        reply.headers_mut().insert(LOCATION, url);
    }
    reply
}

/// How long a client should wait before it reads an unfinished job again.
pub const fn polling_interval_ms(family: Family) -> u32 {
    match family {
        Family::Legacy => 5000,
        Family::Studio => 4000,
    }
}

/// A reply whose body is JSON text already.
pub(crate) fn text(status: StatusCode, json: String) -> Reply {
    let mut reply = Reply::new(Body::Text(json));
    *reply.status_mut() = status;
    reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    uncached(&mut reply);
    reply
}

fn uncached(reply: &mut Reply) {
    reply.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    reply.headers_mut().insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
}

/// `path` at the gateway's own domain name. What the client claims in its `Host` is not repeated.
pub fn absolute_url(request: &Request, path: &str) -> String {
    let forwarded = request.headers().get("x-forwarded-proto").and_then(|value| value.to_str().ok());
    let scheme = if forwarded == Some("http") { "http" } else { "https" };
    domain_name(request).map_or_else(|| path.to_owned(), |host| format!("{scheme}://{host}{path}"))
}
