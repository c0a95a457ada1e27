//! The `X-Api-Key` header. An OAuth token, which bills the web plan, is not taken.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::errors::ApiError;
use crate::auth;
use crate::vendor::Vendor;

pub(super) async fn require(request: Request, next: Next) -> Response {
    match auth::text(request.headers(), "x-api-key") {
        Some(key) if key == Vendor::Heygen.key() => next.run(request).await,
        _ => ApiError::Unauthorized.into_response(),
    }
}
