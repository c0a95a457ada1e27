//! `GET /console/…`: the page, and what it is made of. The page has addresses of its own, such as `/console/jobs/7`: wherever no
//! file is meant, it is the answer.

use std::borrow::Cow;

use http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY};
use http::{HeaderValue, StatusCode};
use lambda_http::{Body, Request};
use web::{ApiError, Handled, Reply};

use crate::encoding::{Encoding, taken};
use crate::media_type::media_type;
use crate::{App, config, missing};

pub(crate) const INDEX: &str = "index.html";
/// What is in here has a hash of its content in its name, so a copy never gets old.
const HASHED: &str = "assets/";

/// `path` is what is behind `/console/`.
pub(crate) fn file(app: &App, request: &Request, path: &str) -> Handled {
    match path {
        config::NAME => return Ok(app.config.reply()),
        missing::STYLE => return Ok(missing::style()),
        _ => {}
    }
    let is_page = !path.starts_with(HASHED) && !last_segment(path).contains('.');
    match built(app, request, if is_page { INDEX } else { path }) {
        Some(reply) => Ok(reply),
        None if is_page => Ok(missing::page()),
        None => Err(ApiError::NotFound),
    }
}

fn last_segment(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, last)| last)
}

/// `None`: the console has no such file, or was not built.
fn built(app: &App, request: &Request, path: &str) -> Option<Reply> {
    let media_type = media_type(path)?;
    let (encoding, bytes) = smallest(app, request, path)?;
    let mut reply = if path.starts_with(HASHED) {
        let mut reply = with_body(bytes);
        let for_ever = HeaderValue::from_static("public, max-age=31536000, immutable");
        reply.headers_mut().insert(CACHE_CONTROL, for_ever);
        reply
    } else {
        asked_again(request, bytes)
    };
    let headers = reply.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(Encoding { name, .. }) = encoding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    Some(reply)
}

fn smallest(app: &App, request: &Request, path: &str) -> Option<(Option<Encoding>, Cow<'static, [u8]>)> {
    let plain = (app.find)(path)?;
    let packed = taken(request.headers()).find_map(|encoding| {
        let bytes = (app.find)(&format!("{path}{}", encoding.suffix))?;
        Some((Some(encoding), bytes))
    });
    Some(packed.unwrap_or((None, plain)))
}

/// The browser keeps a copy, and asks each time whether it is still the same.
fn asked_again(request: &Request, bytes: Cow<'static, [u8]>) -> Reply {
    let etag = web::etag(&bytes);
    let mut reply =
        if web::is_known(request, &etag) { web::empty(StatusCode::NOT_MODIFIED) } else { with_body(bytes) };
    let headers = reply.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(ETAG, etag);
    }
    reply
}

fn with_body(bytes: Cow<'static, [u8]>) -> Reply {
    let mut reply = web::empty(StatusCode::OK);
    *reply.body_mut() = Body::Binary(bytes.into_owned());
    reply
}
