//! Replies.

use domain::request::Family;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, LOCATION};
use http::{HeaderValue, StatusCode};
use lambda_http::{Body, Request};
use serde::Serialize;

pub type Reply = http::Response<Body>;

/// A JSON reply. Nothing here may be cached: replies hold balances and signed links.
pub fn json(status: StatusCode, body: &impl Serialize) -> Reply {
    text(status, serde_json::to_string(body).unwrap_or_default())
}

/// Done, and nothing to say.
pub fn empty(status: StatusCode) -> Reply {
    let mut reply = Reply::new(Body::Empty);
    *reply.status_mut() = status;
    reply.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    reply
}

/// Over there, for now. `url` is one that we signed.
pub fn redirect(url: &str) -> Reply {
    let mut reply = empty(StatusCode::FOUND);
    if let Ok(url) = HeaderValue::from_str(url) {
        reply.headers_mut().insert(LOCATION, url);
    }
    reply
}

/// How long a client should wait between two looks at a job, in the words of its family.
pub const fn polling_interval_ms(family: Family) -> u32 {
    match family {
        Family::Legacy => 5000,
        Family::Studio => 4000,
    }
}

/// A reply whose body is JSON already.
pub(crate) fn text(status: StatusCode, json: String) -> Reply {
    let mut reply = Reply::new(Body::Text(json));
    *reply.status_mut() = status;
    reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    reply.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    reply
}

/// `path` at the host that the client itself used.
pub fn absolute_url(request: &Request, path: &str) -> String {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let scheme = header("x-forwarded-proto").unwrap_or("https");
    match header(HOST.as_str()) {
        Some(host) => format!("{scheme}://{host}{path}"),
        None => path.to_owned(),
    }
}
