//! Finding keys: by a secret's hash, and by their id.

use domain::{ApiKey, KeyId, TeamId, Timestamp};

use super::KeyRecord;
use crate::attribute::{Item, from_item, text};
use crate::{Error, Store};

impl Store {
    /// One consistent read. The key as its secret's row knows it, which ends when the secret does.
    pub async fn key_of_secret(&self, key_hash: &str) -> Result<Option<ApiKey>, Error> {
        let get = self.client.get_item().table_name(&self.tables.api_key).consistent_read(true);
        let answer = get.key("key_hash", text(key_hash)).send().await?;
        answer.item.map(|item| from_item(with_id(item, key_hash))).transpose()
    }

    /// One consistent read.
    pub async fn api_key(&self, team_id: &TeamId, id: KeyId) -> Result<Option<KeyRecord>, Error> {
        let get = self.client.get_item().table_name(&self.tables.team_api_key).consistent_read(true);
        let answer = get.key("team_id", text(team_id)).key("id", text(&id)).send().await?;
        answer.item.map(from_item).transpose()
    }
}

/// Keys had no ids before there were lists of them.
fn with_id(mut item: Item, key_hash: &str) -> Item {
    let created_at = item.get("created_at").and_then(|at| at.as_s().ok()).and_then(|at| Timestamp::parse(at));
    let id = KeyId::from_hash(created_at.unwrap_or(Timestamp::from_millis(0)), key_hash);
    item.entry("id".to_owned()).or_insert_with(|| text(&id));
    item
}
