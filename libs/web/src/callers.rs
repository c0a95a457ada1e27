//! Who is calling. API keys are found by their hash. What was found is remembered for a minute at most, so that a
//! revoked key stops working within that time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use clock::Clock;
use domain::{Caller, Timestamp};
use http::HeaderMap;
use sha2::{Digest, Sha256};
use store::{ApiKey, Store};

use crate::ApiError;

const KEPT_MILLIS: i64 = 60_000;
/// Bounds the memory: a full cache is emptied.
const MAX_KEPT: usize = 10_000;

/// Identifies callers. Cheap to clone; clones share what they remember.
#[derive(Debug, Clone)]
pub struct Callers {
    store: Store,
    clock: Clock,
    kept: Arc<Mutex<HashMap<String, (ApiKey, Timestamp)>>>,
}

impl Callers {
    pub fn new(store: Store, clock: Clock) -> Self {
        Self { store, clock, kept: Arc::default() }
    }

    /// One read for a key not seen in the last minute, none otherwise.
    pub async fn identify(&self, headers: &HeaderMap) -> Result<Caller, ApiError> {
        let hash = hash_key(key(headers).ok_or(ApiError::Unauthenticated)?);
        let now = self.clock.now();
        let found = match self.remembered(&hash, now) {
            Some(found) => found,
            None => self.look_up(hash, now).await?,
        };
        if !found.is_valid(now) {
            return Err(ApiError::Unauthenticated);
        }
        Ok(found.caller)
    }

    async fn look_up(&self, hash: String, now: Timestamp) -> Result<ApiKey, ApiError> {
        let found = self.store.api_key(&hash).await?.ok_or(ApiError::Unauthenticated)?;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MAX_KEPT {
            kept.clear();
        }
        kept.insert(hash, (found.clone(), now));
        Ok(found)
    }

    fn remembered(&self, hash: &str, now: Timestamp) -> Option<ApiKey> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let (found, since) = kept.get(hash)?;
        (now.millis_since(*since) < KEPT_MILLIS).then(|| found.clone())
    }
}

/// The key in `x-api-key`, or else as a bearer token. The scheme's name has no case (RFC 9110).
fn key(headers: &HeaderMap) -> Option<&str> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let bearer = || {
        let (scheme, token) = text("authorization")?.trim().split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    };
    text("x-api-key").filter(|key| !key.is_empty()).or_else(bearer).filter(|key| !key.is_empty())
}

/// Hex SHA-256. Keys are random and long, so a plain hash cannot be guessed back.
pub fn hash_key(key: &str) -> String {
    hex(&Sha256::digest(key.as_bytes()))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_in_its_own_header_or_as_a_bearer_token() {
        let of = |pairs: &[(&'static str, &str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, value.parse().unwrap());
            }
            key(&headers).map(str::to_owned)
        };
        for (headers, expected) in [
            (&[("x-api-key", "k")][..], Some("k")),
            (&[("authorization", "Bearer k")], Some("k")),
            (&[("authorization", "bearer  k ")], Some("k")),
            (&[("x-api-key", "k"), ("authorization", "Bearer other")], Some("k")),
            (&[("x-api-key", ""), ("authorization", "Bearer k")], Some("k")),
            (&[("authorization", "Basic k")], None),
            (&[("authorization", "Bearer")], None),
            (&[("authorization", "Bearer ")], None),
            (&[("authorization", "k")], None),
            (&[], None),
        ] {
            assert_eq!(of(headers).as_deref(), expected, "{headers:?}");
        }
    }
}
