//! Giving a key another secret. The one that it replaces lives on for a while, and the one before that ends.

use aws_sdk_dynamodb::types::{Put, Update};
use domain::{ApiKey, Timestamp};

use super::{KeyRecord, secret_row};
use crate::attribute::{instant_text, text};
use crate::retry::retry;
use crate::transaction::{self, Sent, Transaction};
use crate::{Created, Error, Idempotency, Store};

/// The key with its new secret, and the hash of that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSecret {
    pub key: ApiKey,
    pub key_hash: String,
    pub old_key_valid_until: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotRotated {
    /// The key is revoked or has expired.
    Ended,
    /// Another writer changed the key after it was read.
    Changed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Listed,
    New,
    Old,
    Idempotency,
}

impl Store {
    /// One transaction. For a key that has ended: one read, if the request has an idempotency key.
    pub async fn rotate_api_key(
        &self,
        before: &KeyRecord,
        new: &NewSecret,
        idempotency: Option<&Idempotency>,
        now: Timestamp,
    ) -> Result<Created<NotRotated>, Error> {
        if !before.key.is_valid(now) {
            return self.replayed_or_refused(NotRotated::Ended, idempotency, now).await;
        }
        let secret = secret_row(&ApiKey { old_key_valid_until: None, ..new.key.clone() }, &new.key_hash)?;
        retry(|| async {
            let put = Put::builder()
                .table_name(&self.tables.api_key)
                .set_item(Some(secret.clone()))
                .condition_expression("attribute_not_exists(key_hash)");
            let mut transaction = Transaction::new()
                .update(Part::Listed, self.other_secret(before, new)?)
                .put(Part::New, transaction::put(put)?)
                .update(
                    Part::Old,
                    self.secret_ended(&before.key_hash, "expires_at", new.old_key_valid_until)?,
                );
            if let Some(oldest) = &before.old_key_hash {
                transaction = transaction.update(Part::Old, self.secret_ended(oldest, "revoked_at", now)?);
            }
            let transaction = transaction.key(Part::Idempotency, self, idempotency, now)?;
            match transaction.send(&self.client).await? {
                Sent::Written => Ok(Created::Now),
                // The secret is random: an earlier attempt of ours has written it, and the answer was lost.
                Sent::Refused(refusals) if refusals.has(Part::New) => Ok(Created::Now),
                Sent::Refused(refusals) => {
                    let used = refusals.key_use(Part::Idempotency, idempotency)?;
                    Ok(used.map_or(Created::Refused(NotRotated::Changed), Created::from))
                }
            }
        })
        .await
    }

    fn other_secret(&self, before: &KeyRecord, new: &NewSecret) -> Result<Update, Error> {
        let shown: serde_dynamo::AttributeValue = serde_dynamo::to_attribute_value(&new.key.shown)?;
        transaction::update(
            self.key_change(
                before,
                "key_hash = :new, old_key_hash = :old, shown = :shown, old_key_valid_until = :until",
            )
            .expression_attribute_values(":new", text(&new.key_hash))
            .expression_attribute_values(":old", text(&before.key_hash))
            .expression_attribute_values(":shown", shown.into())
            .expression_attribute_values(":until", instant_text(new.old_key_valid_until)),
        )
    }
}
