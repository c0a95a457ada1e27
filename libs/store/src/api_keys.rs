//! API keys. They are found by their hash; the key itself is not stored.

use domain::{Caller, Timestamp};
use serde::{Deserialize, Serialize};

use crate::attribute::{from_item, text, to_item};
use crate::{Error, Store};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKey {
    /// Hex SHA-256 of the key.
    pub key_hash: String,
    pub name: String,
    #[serde(flatten)]
    pub caller: Caller,
    #[serde(with = "domain::time::as_text")]
    pub created_at: Timestamp,
    #[serde(with = "domain::time::as_text::option", default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    #[serde(with = "domain::time::as_text::option", default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Timestamp>,
}

impl ApiKey {
    pub fn is_valid(&self, now: Timestamp) -> bool {
        let ended = |at: Option<Timestamp>| at.is_some_and(|at| at <= now);
        !ended(self.expires_at) && !ended(self.revoked_at)
    }
}

impl Store {
    /// One consistent read.
    pub async fn api_key(&self, key_hash: &str) -> Result<Option<ApiKey>, Error> {
        let answer = self
            .client
            .get_item()
            .table_name(&self.tables.api_key)
            .key("key_hash", text(key_hash))
            .consistent_read(true)
            .send()
            .await?;
        answer.item.map(from_item).transpose()
    }

    /// One write. A key with the same hash is replaced.
    pub async fn put_api_key(&self, key: &ApiKey) -> Result<(), Error> {
        let put = self.client.put_item().table_name(&self.tables.api_key);
        put.set_item(Some(to_item(key)?)).send().await?;
        Ok(())
    }
}
