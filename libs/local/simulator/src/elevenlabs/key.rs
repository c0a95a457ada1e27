//! The `xi-api-key` header.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::errors::ApiError;
use crate::auth;
use crate::vendor::Vendor;

pub(super) async fn require(request: Request, next: Next) -> Response {
    match auth::text(request.headers(), "xi-api-key") {
        None | Some("") => ApiError::NoKey.into_response(),
        Some(key) if key != Vendor::Elevenlabs.key() => ApiError::BadKey.into_response(),
        Some(_) => next.run(request).await,
    }
}
