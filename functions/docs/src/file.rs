//! `GET /docs/{file}`: what the page is made of.

use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_ENCODING};
use web::{Access, ApiError, Call, Endpoint, Parameters, Reply};

use crate::{App, kept};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/docs/{file}",
    access: Access::Anyone,
    parameters: Parameters::Ignored,
    handler: |_, call| Box::pin(async { file(call) }),
};

/// Scalar's viewer, packed: 1.4 MB in place of 4.9, which with base64 would be more than the 6 MB that Lambda returns.
const VIEWER: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/viewer.js.gz"));

fn file(call: &Call<'_>) -> Result<Reply, ApiError> {
    match call.path_parameter("file").as_str() {
        "viewer.js" => Ok(viewer()),
        "page.js" => Ok(kept(include_str!("../page/page.js"), "text/javascript; charset=utf-8")),
        "page.css" => Ok(kept(include_str!("../page/page.css"), "text/css; charset=utf-8")),
        "icon.svg" => Ok(kept(include_str!("../page/icon.svg"), "image/svg+xml")),
        _ => Err(ApiError::NotFound),
    }
}

/// Every browser unpacks gzip, so nobody is asked. The page names the viewer with its version, so a copy never gets old.
fn viewer() -> Reply {
    let mut reply = kept(VIEWER, "text/javascript; charset=utf-8");
    let headers = reply.headers_mut();
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    reply
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lambda returns at most this, and binary bodies as base64.
    const MOST_BYTES: usize = 6 * 1024 * 1024;

    #[test]
    fn the_viewer_fits_into_a_reply() {
        assert!(VIEWER.starts_with(&[0x1f, 0x8b]), "it is packed");
        assert!(VIEWER.len() > 1_000_000 && VIEWER.len() / 3 * 4 < MOST_BYTES / 2, "{}", VIEWER.len());
    }
}
