//! Which request an idempotency key stands for, and what was answered to it.

use domain::{TeamId, Timestamp, UserId};
use serde::{Deserialize, Serialize};

use aws_sdk_dynamodb::types::{Put, ReturnValuesOnConditionCheckFailure};

use crate::attribute::{from_item, number, text, to_item};
use crate::jobs::new_revision;
use crate::patience::Patience;
use crate::transaction::{Transaction, put};
use crate::{Error, Store};

const KEPT_SECONDS: i64 = 24 * 60 * 60;

/// One key, as used once by one caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Idempotency {
    request_key: String,
    /// Random, one for each use: tells our own lost write from another request.
    attempt: String,
    /// What the key is bound to: a hash of method, path and body with defaults.
    fingerprint: String,
    /// The body of the reply, repeated to every later use of the key.
    reply: String,
    /// Unix seconds: DynamoDB's time to live.
    expires_at: i64,
}

impl Idempotency {
    pub fn new(
        team: &TeamId,
        user: &UserId,
        key: &str,
        fingerprint: String,
        reply: String,
        now: Timestamp,
    ) -> Self {
        Self {
            request_key: request_key(team, user, key),
            attempt: new_revision(),
            fingerprint,
            reply,
            expires_at: now.as_seconds() + KEPT_SECONDS,
        }
    }
}

/// What a key stands for, as seen by a request that carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyUse {
    Free,
    /// Taken by this very request: an earlier try whose answer was lost.
    Ours,
    /// Taken by the same request at another time, and answered so.
    Answered {
        reply: String,
    },
    /// Taken by another request.
    Taken,
}

impl Idempotency {
    /// The same use of the key, with another reply.
    #[must_use]
    pub fn with_reply(&self, reply: String) -> Self {
        Self { reply, ..self.clone() }
    }

    /// What `used`, found where this one was to be written, means to us.
    pub(crate) fn compared_with(&self, used: Self) -> KeyUse {
        if used.attempt == self.attempt {
            KeyUse::Ours
        } else if used.fingerprint == self.fingerprint {
            KeyUse::Answered { reply: used.reply }
        } else {
            KeyUse::Taken
        }
    }
}

/// Ids are opaque: a JSON array keeps them apart whatever is in them.
fn request_key(team: &TeamId, user: &UserId, key: &str) -> String {
    serde_json::json!([team, user, key]).to_string()
}

impl Store {
    /// One consistent read: what is known of a key that is still kept.
    pub async fn key_use(&self, entry: &Idempotency, now: Timestamp) -> Result<KeyUse, Error> {
        let get = self.client.get_item().table_name(&self.tables.idempotency).consistent_read(true);
        let answer = get.key("request_key", text(&entry.request_key)).send().await?;
        let used: Option<Idempotency> = answer.item.map(from_item).transpose()?;
        let kept = used.filter(|used| used.expires_at >= now.as_seconds());
        Ok(kept.map_or(KeyUse::Free, |used| entry.compared_with(used)))
    }

    /// One write: takes a key for a reply that needs no other write.
    pub async fn take_key(&self, entry: &Idempotency, now: Timestamp) -> Result<KeyUse, Error> {
        let mut patience = Patience::new();
        loop {
            let taking = Transaction::new().key((), self, Some(entry), now)?;
            match taking.send(&self.client).await {
                Ok(refusals) => return Ok(refusals.key_use((), Some(entry))?.unwrap_or(KeyUse::Ours)),
                Err(error) => patience.wait(error).await?,
            }
        }
    }

    /// The part of a transaction that takes a key: only if it is free, or was kept long enough.
    pub(crate) fn key_taking(&self, entry: &Idempotency, now: Timestamp) -> Result<Put, Error> {
        put(Put::builder()
            .table_name(&self.tables.idempotency)
            .set_item(Some(to_item(entry)?))
            .condition_expression("attribute_not_exists(request_key) OR expires_at < :now")
            .expression_attribute_values(":now", number(now.as_seconds()))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld))
    }
}
