//! The `Idempotency-Key` header: for 24 hours a start with the same key, whatever its body, gets the answer
//! that the first one got. For `POST /v3/videos` a third party states it, for the assets the vendor.

use std::time::Duration;

use axum::http::HeaderMap;

use super::errors::ApiError;
use crate::auth;
use crate::fields::{Why, Wrong};
use crate::usage::{ExternalId, Start};
use crate::vendor::Vendor;
use crate::world::World;

const HEADER: &str = "Idempotency-Key";
const LONGEST: usize = 255;
/// Not scaled.
const VALID: Duration = Duration::from_hours(24);

/// The same key on another endpoint is another one.
#[derive(Debug)]
pub(super) struct Key(String);

impl Key {
    pub(super) fn read(headers: &HeaderMap, endpoint: &str) -> Result<Option<Self>, ApiError> {
        if !headers.contains_key(HEADER) {
            return Ok(None);
        }
        let given = auth::text(headers, HEADER).filter(|key| is_key(key));
        let wrong = || {
            let why = Why::Other("must be 1 to 255 characters of A-Z, a-z, 0-9, _ : . -".to_owned());
            Wrong { field: HEADER.to_owned(), why }
        };
        let key = given.ok_or_else(wrong)?;
        Ok(Some(Self(format!("{endpoint} {key}"))))
    }

    /// What was started with it.
    pub(super) fn first(&self, world: &World) -> Option<Start> {
        world.usage.task_named(Vendor::Heygen, &self.0, world.now_ms())
    }

    pub(super) fn external_id(self, now_ms: i64) -> ExternalId {
        let valid_ms = i64::try_from(VALID.as_millis()).unwrap_or(i64::MAX);
        ExternalId { id: self.0, binds_until_ms: now_ms.saturating_add(valid_ms) }
    }
}

fn is_key(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"_:.-".contains(&byte);
    (1..=LONGEST).contains(&text.len()) && text.bytes().all(is_letter)
}
