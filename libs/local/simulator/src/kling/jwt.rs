//! The token of the legacy standard: a JWT, HS256 over the secret key.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;

use super::errors::ApiError;
use crate::vendor::Vendor;

/// The account has one pair of keys; the secret one is also its API key.
pub(super) const ACCESS_KEY: &str = "sim-kling-access-key";

#[derive(Debug, Deserialize)]
struct Header {
    alg: String,
}

/// Times are Unix seconds.
#[derive(Debug, Deserialize)]
struct Claims {
    iss: String,
    exp: i64,
    nbf: Option<i64>,
}

/// A token that is none is told as a wrong key.
pub(super) fn check(token: &str, now: i64) -> Result<(), ApiError> {
    let claims = genuine(token).ok_or(ApiError::BadKey)?;
    if claims.exp <= now {
        return Err(ApiError::Expired);
    }
    if claims.nbf.is_some_and(|not_before| now < not_before) {
        return Err(ApiError::NotYetValid);
    }
    Ok(())
}

fn genuine(token: &str) -> Option<Claims> {
    let (signed, signature) = token.rsplit_once('.')?;
    let (header, claims) = signed.split_once('.')?;
    let mac = Hmac::<Sha256>::new_from_slice(Vendor::Kling.key().as_bytes()).ok()?;
    mac.chain_update(signed).verify_slice(&URL_SAFE_NO_PAD.decode(signature).ok()?).ok()?;
    let (header, claims): (Header, Claims) = (part(header)?, part(claims)?);
    (header.alg == "HS256" && claims.iss == ACCESS_KEY).then_some(claims)
}

fn part<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}
