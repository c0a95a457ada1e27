//! The `Authorization: Bearer` header. The headers for an organisation and a project are accepted as any.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::errors::ApiError;
use crate::auth;
use crate::vendor::Vendor;

pub(super) async fn require(request: Request, next: Next) -> Response {
    match auth::authorization(request.headers(), "Bearer") {
        None | Some("") => ApiError::NoKey.into_response(),
        Some(key) if key != Vendor::Openai.key() => ApiError::BadKey.into_response(),
        Some(_) => next.run(request).await,
    }
}
