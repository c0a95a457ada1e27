//! Idempotency keys: which request a key stands for, and what was replied to it.

use domain::{TeamId, Timestamp, UserId};
use serde::{Deserialize, Serialize};

use aws_sdk_dynamodb::types::{Put, ReturnValuesOnConditionCheckFailure};

use crate::attribute::{from_item, number, text, to_item};
use crate::jobs::new_revision;
use crate::retry::retry;
use crate::transaction::{Sent, Transaction, put};
use crate::{Error, Store};

const KEPT_SECONDS: i64 = 24 * 60 * 60;

/// One use of a key by one caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Idempotency {
    request_key: String,
    /// Random, one for each use: it tells our own write, whose answer was lost, from another request's.
    attempt: String,
    /// What the key is bound to: a hash of method, path and body with defaults.
    fingerprint: String,
    /// The body of the reply, which every later use of the key gets, too.
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

/// What a key stands for, from the point of view of a request that carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyUse {
    Free,
    /// This very request has taken it: an earlier attempt, whose answer was lost.
    Ours,
    /// The same request took it at another time and got this reply.
    Answered {
        reply: String,
    },
    /// Another request has taken it.
    Taken,
}

impl Idempotency {
    /// The same use of the key, with another reply.
    #[must_use]
    pub fn with_reply(&self, reply: String) -> Self {
        Self { reply, ..self.clone() }
    }

    /// What it means for us that `used` was found where this one was to be written.
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

/// Ids and keys may contain any character: a JSON array keeps them apart.
fn request_key(team: &TeamId, user: &UserId, key: &str) -> String {
    serde_json::json!([team, user, key]).to_string()
}

impl Store {
    /// One consistent read. A key that is past its time is free.
    pub async fn key_use(&self, entry: &Idempotency, now: Timestamp) -> Result<KeyUse, Error> {
        let get = self.client.get_item().table_name(&self.tables.idempotency).consistent_read(true);
        let answer = get.key("request_key", text(&entry.request_key)).send().await?;
        let used: Option<Idempotency> = answer.item.map(from_item).transpose()?;
        let kept = used.filter(|used| used.expires_at >= now.as_seconds());
        Ok(kept.map_or(KeyUse::Free, |used| entry.compared_with(used)))
    }

    /// One write, for a request that writes nothing else: takes the key for its reply.
    pub async fn take_key(&self, entry: &Idempotency, now: Timestamp) -> Result<KeyUse, Error> {
        retry(|| async {
            match Transaction::new().key((), self, Some(entry), now)?.send(&self.client).await? {
                Sent::Written => Ok(KeyUse::Ours),
                Sent::Refused(refusals) => Ok(refusals.key_use((), Some(entry))?.unwrap_or(KeyUse::Ours)),
            }
        })
        .await
    }

    /// The part of a transaction that takes a key. It refuses while the key is taken and not past its time.
    pub(crate) fn key_taking(&self, entry: &Idempotency, now: Timestamp) -> Result<Put, Error> {
        put(Put::builder()
            .table_name(&self.tables.idempotency)
            .set_item(Some(to_item(entry)?))
            .condition_expression("attribute_not_exists(request_key) OR expires_at < :now")
            .expression_attribute_values(":now", number(now.as_seconds()))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld))
    }
}
