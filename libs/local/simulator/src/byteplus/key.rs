//! The `Authorization: Bearer` header.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::errors::ApiError;
use crate::auth;
use crate::vendor::Vendor;

pub(super) async fn require(request: Request, next: Next) -> Response {
    if auth::authorization(request.headers(), "Bearer") == Some(Vendor::Byteplus.key()) {
        next.run(request).await
    } else {
        ApiError::NotAuthenticated.into_response()
    }
}
