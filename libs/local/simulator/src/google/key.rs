//! The `x-goog-api-key` header, or `?key=`.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use url::form_urlencoded;

use super::errors::ApiError;
use crate::auth;
use crate::vendor::Vendor;

pub(super) async fn require(request: Request, next: Next) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let in_query = pairs.find(|(name, _)| name == "key").map(|(_, key)| key.into_owned());
    let in_header = auth::text(request.headers(), "x-goog-api-key").map(str::to_owned);
    match in_header.or(in_query) {
        None => ApiError::NoKey.into_response(),
        Some(key) if key != Vendor::Google.key() => ApiError::BadKey.into_response(),
        Some(_) => next.run(request).await,
    }
}
