//! The headers in which vendors take a key. How a wrong one is refused is the vendor's business.

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Lets a request through if `check` has nothing against its key. To be used in a vendor's
/// `middleware::from_fn`.
pub(crate) async fn require<Error: IntoResponse>(
    check: impl FnOnce(&Request) -> Result<(), Error>,
    request: Request,
    next: Next,
) -> Response {
    match check(&request) {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

/// What follows `Authorization: <scheme> `, the scheme in any case. None if there is no such header.
pub(crate) fn authorization<'a>(headers: &'a HeaderMap, scheme: &str) -> Option<&'a str> {
    let (given, key) = text(headers, "authorization")?.split_once(' ')?;
    given.eq_ignore_ascii_case(scheme).then(|| key.trim())
}

pub(crate) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
