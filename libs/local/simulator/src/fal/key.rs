//! `Authorization: Key id:secret`. `Bearer` is for user tokens, of which there are none.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::errors::ApiError;
use crate::auth;
use crate::vendor::Vendor;

pub(super) async fn require(request: Request, next: Next) -> Response {
    match auth::authorization(request.headers(), "Key") {
        None | Some("") => ApiError::NoKey.into_response(),
        Some(key) if key != Vendor::Fal.key() => ApiError::BadKey.into_response(),
        Some(_) => next.run(request).await,
    }
}
