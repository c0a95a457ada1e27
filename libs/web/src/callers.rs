//! Who is calling. API keys are found by their hash. What was found is remembered for a minute at most, so that a
//! revoked key stops working within that time. The first call of a key in an hour is noted.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use clock::Clock;
use domain::api_key::Spelling;
use domain::{ApiKey, Timestamp};
use http::HeaderMap;
use sha2::{Digest, Sha256};
use store::Store;

use crate::ApiError;

const KEPT_MILLIS: i64 = 60_000;
/// Bounds the memory: a full cache is emptied.
const MAX_KEPT: usize = 10_000;

/// Identifies callers. Cheap to clone; clones share what they remember.
#[derive(Debug, Clone)]
pub struct Callers {
    store: Store,
    clock: Clock,
    kept: Arc<Mutex<HashMap<String, Kept>>>,
}

#[derive(Debug)]
struct Kept {
    key: ApiKey,
    since: Timestamp,
    /// The hour whose use was noted.
    noted: Option<Timestamp>,
}

impl Callers {
    pub fn new(store: Store, clock: Clock) -> Self {
        Self { store, clock, kept: Arc::default() }
    }

    /// One read for a key not seen in the last minute, none otherwise. One write (see [`Store::note_use`]) for the first
    /// call of a key in an hour that this process sees. A mistyped key is refused without a read.
    pub async fn identify(&self, headers: &HeaderMap) -> Result<ApiKey, ApiError> {
        let sent = key(headers).ok_or(ApiError::Unauthenticated)?;
        if Spelling::of(sent) == Spelling::Mistyped {
            return Err(ApiError::MistypedKey);
        }
        let (hash, now) = (hash_key(sent), self.clock.now());
        let found = match self.remembered(&hash, now) {
            Some(found) => found,
            None => self.look_up(&hash, now).await?,
        };
        if !found.is_valid(now) {
            return Err(ApiError::InvalidKey);
        }
        self.note_use(&found, &hash, now.start_of_hour()).await;
        Ok(found)
    }

    async fn look_up(&self, hash: &str, now: Timestamp) -> Result<ApiKey, ApiError> {
        let found = self.store.key_of_secret(hash).await?.ok_or(ApiError::InvalidKey)?;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MAX_KEPT {
            kept.clear();
        }
        let noted = kept.get(hash).and_then(|before| before.noted);
        kept.insert(hash.to_owned(), Kept { key: found.clone(), since: now, noted });
        Ok(found)
    }

    fn remembered(&self, hash: &str, now: Timestamp) -> Option<ApiKey> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let Kept { key, since, .. } = kept.get(hash)?;
        (now.millis_since(*since) < KEPT_MILLIS).then(|| key.clone())
    }

    /// That a use is not noted is no reason to refuse it, nor to try again with every call.
    async fn note_use(&self, key: &ApiKey, hash: &str, hour: Timestamp) {
        if !self.is_first_in(hash, hour) {
            return;
        }
        if let Err(error) = self.store.note_use(key, hash, hour).await {
            tracing::warn!(key_id = %key.id, %error, "the use of a key was not noted");
        }
    }

    fn is_first_in(&self, hash: &str, hour: Timestamp) -> bool {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(kept) = kept.get_mut(hash) else { return false };
        kept.noted.replace(hour).is_none_or(|noted| noted < hour)
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
