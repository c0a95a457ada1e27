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
        let key = headers.get("x-api-key").and_then(|value| value.to_str().ok());
        let hash = hash_key(key.filter(|key| !key.is_empty()).ok_or(ApiError::Unauthenticated)?);
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
