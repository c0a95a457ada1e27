//! Who may call: the new standard takes the API key only, the legacy one also a token signed with the secret
//! key. Both stand in `Authorization: Bearer`.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::errors::ApiError;
use super::jwt;
use crate::auth;
use crate::vendor::Vendor;
use crate::world::World;

/// To be taken as the first argument of a handler of the new standard.
#[derive(Clone, Copy, Debug)]
pub(super) struct NewStandard;

/// The same for the legacy standard.
#[derive(Clone, Copy, Debug)]
pub(super) struct LegacyStandard;

impl FromRequestParts<Arc<World>> for NewStandard {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<World>) -> Result<Self, ApiError> {
        if bearer(&parts.headers)? == Vendor::Kling.key() { Ok(Self) } else { Err(ApiError::BadKey) }
    }
}

impl FromRequestParts<Arc<World>> for LegacyStandard {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, world: &Arc<World>) -> Result<Self, ApiError> {
        let given = bearer(&parts.headers)?;
        if given != Vendor::Kling.key() {
            jwt::check(given, world.now_ms().div_euclid(1000))?;
        }
        Ok(Self)
    }
}

fn bearer(headers: &HeaderMap) -> Result<&str, ApiError> {
    if auth::text(headers, "authorization").is_none_or(str::is_empty) {
        return Err(ApiError::NoKey);
    }
    auth::authorization(headers, "Bearer").ok_or(ApiError::NotAuthenticated)
}
