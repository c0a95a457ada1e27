//! Requests without an idempotency key that were accepted a moment ago. Their rows are beside those of the keys, and like
//! these they are only useful for a time.

use aws_sdk_dynamodb::types::ReturnValue;
use domain::request::REPEATED_WITHIN_SECONDS;
use domain::{TeamId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::attribute::{from_item, text, to_item};
use crate::{Error, Store};

#[derive(Debug, Serialize, Deserialize)]
struct Recent {
    request_key: String,
    /// Unix seconds: DynamoDB's time to live.
    expires_at: i64,
}

/// The rows of idempotency keys have three parts in theirs.
fn request_key(team: &TeamId, fingerprint: &str) -> String {
    serde_json::json!([team, fingerprint]).to_string()
}

impl Recent {
    /// How long ago the request was accepted, if that is a moment ago. DynamoDB deletes late.
    fn seconds_ago(&self, now: Timestamp) -> Option<i64> {
        let ago = now.as_seconds() - (self.expires_at - REPEATED_WITHIN_SECONDS);
        (0..=REPEATED_WITHIN_SECONDS).contains(&ago).then_some(ago)
    }
}

impl Store {
    /// One write: notes that the request was accepted, and says how many seconds ago the team made it before.
    pub async fn note_request(
        &self,
        team: &TeamId,
        fingerprint: &str,
        now: Timestamp,
    ) -> Result<Option<i64>, Error> {
        let expires_at = now.as_seconds() + REPEATED_WITHIN_SECONDS;
        let recent = Recent { request_key: request_key(team, fingerprint), expires_at };
        let put = self.client.put_item().table_name(&self.tables.idempotency);
        let put = put.set_item(Some(to_item(&recent)?)).return_values(ReturnValue::AllOld);
        let before: Option<Recent> = put.send().await?.attributes.map(from_item).transpose()?;
        Ok(before.and_then(|before| before.seconds_ago(now)))
    }

    /// One read: how many seconds ago the team made the request.
    pub async fn noted_request(
        &self,
        team: &TeamId,
        fingerprint: &str,
        now: Timestamp,
    ) -> Result<Option<i64>, Error> {
        let get = self.client.get_item().table_name(&self.tables.idempotency);
        let answer = get.key("request_key", text(&request_key(team, fingerprint))).send().await?;
        let before: Option<Recent> = answer.item.map(from_item).transpose()?;
        Ok(before.and_then(|before| before.seconds_ago(now)))
    }
}
