//! API keys. A key has a row in its team's list (`team_api_key`), and each of its secrets a row by which a caller is found
//! (`api_key`): at most two, the new one and the one from before the last rotation. A secret itself is not stored.

mod create;
mod find;
mod list;
mod revoke;
mod rotate;
mod use_of;

use domain::ApiKey;
use domain::ledger::MonthCount;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::attribute::{Item, text, to_item};
use crate::jobs::new_revision;

pub use list::KeyPage;
pub use rotate::{NewSecret, NotRotated};

/// A key as it was read from its team's list. Only a writer who knows the current revision replaces it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRecord {
    #[serde(flatten)]
    pub key: ApiKey,
    key_hash: String,
    /// Of the secret from before the last rotation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    old_key_hash: Option<String>,
    revision: String,
    /// Of this month, for a key with a cap.
    #[serde(flatten)]
    pub count: Option<MonthCount>,
}

impl KeyRecord {
    fn new(key: ApiKey, key_hash: &str) -> Self {
        let count = key.opening_count();
        Self { key, key_hash: key_hash.to_owned(), old_key_hash: None, revision: new_revision(), count }
    }

    /// The hashes of all its secrets.
    fn hashes(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.key_hash).chain(&self.old_key_hash)
    }
}

/// The row by which the secret with this hash is found.
fn secret_row(key: &ApiKey, key_hash: &str) -> Result<Item, Error> {
    let mut row = to_item(key)?;
    row.insert("key_hash".to_owned(), text(key_hash));
    Ok(row)
}
