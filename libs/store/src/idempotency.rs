//! Which request an idempotency key stands for, and what was answered to it.

use domain::{TeamId, Timestamp, UserId};
use serde::{Deserialize, Serialize};

use aws_sdk_dynamodb::types::{Put, ReturnValuesOnConditionCheckFailure};

use crate::attribute::{from_item, number, text, to_item};
use crate::jobs::put;
use crate::{Error, Store};

const KEPT_SECONDS: i64 = 24 * 60 * 60;

/// One key, as used once by one caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Idempotency {
    request_key: String,
    /// What the key is bound to: a hash of method, path and body with defaults.
    pub(crate) fingerprint: String,
    /// The body of the reply, repeated to every later use of the key.
    pub(crate) reply: String,
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
            fingerprint,
            reply,
            expires_at: now.as_seconds() + KEPT_SECONDS,
        }
    }
}

/// Ids are opaque: a JSON array keeps them apart whatever is in them.
fn request_key(team: &TeamId, user: &UserId, key: &str) -> String {
    serde_json::json!([team, user, key]).to_string()
}

impl Store {
    /// One consistent read: the reply that a key stands for, if it is bound to this very request.
    pub async fn replay(&self, entry: &Idempotency, now: Timestamp) -> Result<Option<String>, Error> {
        let get = self.client.get_item().table_name(&self.tables.idempotency).consistent_read(true);
        let answer = get.key("request_key", text(&entry.request_key)).send().await?;
        let used: Option<Idempotency> = answer.item.map(from_item).transpose()?;
        let same =
            |used: &Idempotency| used.fingerprint == entry.fingerprint && used.expires_at >= now.as_seconds();
        Ok(used.filter(same).map(|used| used.reply))
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
