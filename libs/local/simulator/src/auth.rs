//! Reading the headers in which vendors take a key. What a wrong one is answered is the vendor's business.

use axum::http::HeaderMap;

/// What follows `Authorization: <scheme> `, the scheme in any case. None if there is no such header.
pub(crate) fn authorization<'a>(headers: &'a HeaderMap, scheme: &str) -> Option<&'a str> {
    let (given, key) = text(headers, "authorization")?.split_once(' ')?;
    given.eq_ignore_ascii_case(scheme).then(|| key.trim())
}

pub(crate) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
