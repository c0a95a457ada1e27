//! Revoking a key with all its secrets. Its rows stay.

use aws_sdk_dynamodb::types::Update;
use aws_sdk_dynamodb::types::builders::UpdateBuilder;
use domain::{KeyId, TeamId, Timestamp};

use super::KeyRecord;
use crate::attribute::{instant_text, text};
use crate::jobs::new_revision;
use crate::retry::retry;
use crate::transaction::{self, Sent, Transaction};
use crate::{Error, Store};

impl Store {
    /// One read and one transaction; both again while others change the key. `false`: there is no such key.
    pub async fn revoke_api_key(&self, team_id: &TeamId, id: KeyId, now: Timestamp) -> Result<bool, Error> {
        retry(|| async {
            let Some(before) = self.api_key(team_id, id).await? else { return Ok(false) };
            // Perhaps by an earlier attempt of ours, whose answer was lost.
            if before.key.revoked_at.is_some() {
                return Ok(true);
            }
            let revoked = self
                .key_change(&before, "revoked_at = :now")
                .expression_attribute_values(":now", instant_text(now));
            let mut transaction = Transaction::new().update((), transaction::update(revoked)?);
            for hash in before.hashes() {
                transaction = transaction.update((), self.secret_ended(hash, "revoked_at", now)?);
            }
            match transaction.send(&self.client).await? {
                Sent::Written => Ok(true),
                Sent::Refused(_) => Err(Error::Contended),
            }
        })
        .await
    }

    /// An update of a key's row in its team's list, which refuses if another writer came first. It leaves alone what
    /// holds and charges count there, and when the key was last used.
    pub(super) fn key_change(&self, before: &KeyRecord, change: &str) -> UpdateBuilder {
        Update::builder()
            .table_name(&self.tables.team_api_key)
            .key("team_id", text(&before.key.caller.team_id))
            .key("id", text(&before.key.id))
            .update_expression(format!("SET revision = :after, {change}"))
            .condition_expression("revision = :before")
            .expression_attribute_values(":before", text(&before.revision))
            .expression_attribute_values(":after", text(&new_revision()))
    }

    /// The part of a transaction that says when a secret ends, in the column of that name.
    pub(super) fn secret_ended(&self, key_hash: &str, column: &str, at: Timestamp) -> Result<Update, Error> {
        transaction::update(
            Update::builder()
                .table_name(&self.tables.api_key)
                .key("key_hash", text(key_hash))
                .update_expression("SET #column = :at")
                .condition_expression("attribute_exists(key_hash)")
                .expression_attribute_names("#column", column)
                .expression_attribute_values(":at", instant_text(at)),
        )
    }
}
