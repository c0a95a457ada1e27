//! The two headers that every call needs: the key and the version of the API.

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::errors::ApiError;
use crate::auth;
use crate::vendor::Vendor;

const VERSION: &str = "2024-11-06";

pub(super) async fn require(request: Request, next: Next) -> Response {
    match refusal(request.headers()) {
        Some(error) => error.into_response(),
        None => next.run(request).await,
    }
}

fn refusal(headers: &HeaderMap) -> Option<ApiError> {
    match auth::authorization(headers, "Bearer") {
        None => return Some(ApiError::NoKey),
        Some(key) if key != Vendor::Runway.key() => return Some(ApiError::BadKey),
        Some(_) => {}
    }
    match auth::text(headers, "x-runway-version") {
        None => Some(ApiError::NoVersion),
        Some(version) if version != VERSION => Some(ApiError::BadVersion),
        Some(_) => None,
    }
}
