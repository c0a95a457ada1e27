//! What there is where the console was not built: a page that says how it is.

use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};
use lambda_http::Body;
use web::Reply;

pub(crate) const STYLE: &str = "missing.css";

/// 503, so that nobody takes such a deployment for a complete one.
pub(crate) fn page() -> Reply {
    let html = include_str!("../page/missing.html");
    text(StatusCode::SERVICE_UNAVAILABLE, "text/html; charset=utf-8", html)
}

pub(crate) fn style() -> Reply {
    text(StatusCode::OK, "text/css; charset=utf-8", include_str!("../page/missing.css"))
}

fn text(status: StatusCode, media_type: &'static str, text: &str) -> Reply {
    let mut reply = web::empty(status);
    *reply.body_mut() = Body::Text(text.to_owned());
    reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    reply
}
