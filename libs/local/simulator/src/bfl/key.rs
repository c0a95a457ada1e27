//! The `x-key` header of the API routes.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::errors::ApiError;
use crate::vendor::Vendor;

pub(super) const HEADER: &str = "x-key";

pub(super) async fn require(request: Request, next: Next) -> Response {
    match request.headers().get(HEADER) {
        None => ApiError::NotAuthenticated.into_response(),
        Some(key) if key != Vendor::Bfl.key() => ApiError::BadKey.into_response(),
        Some(_) => next.run(request).await,
    }
}
