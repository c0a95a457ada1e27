//! Making a key: its row in the team's list, the row of its secret, and the request's idempotency key in one transaction.

use std::convert::Infallible;

use aws_sdk_dynamodb::types::Put;
use domain::{ApiKey, Timestamp};

use super::{KeyRecord, secret_row};
use crate::attribute::to_item;
use crate::retry::retry;
use crate::transaction::{self, Transaction};
use crate::{Created, Error, Idempotency, Store};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Listed,
    Secret,
    Idempotency,
}

impl Store {
    /// One transaction. A key that is there already, with its id and its secret, is left as it is.
    pub async fn create_api_key(
        &self,
        key: &ApiKey,
        key_hash: &str,
        idempotency: Option<&Idempotency>,
        now: Timestamp,
    ) -> Result<Created<Infallible>, Error> {
        let record = KeyRecord::new(key.clone(), key_hash);
        retry(|| async {
            let listed = Put::builder()
                .table_name(&self.tables.team_api_key)
                .set_item(Some(to_item(&record)?))
                .condition_expression("attribute_not_exists(id)");
            let secret = Put::builder()
                .table_name(&self.tables.api_key)
                .set_item(Some(secret_row(key, key_hash)?))
                .condition_expression("attribute_not_exists(key_hash)");
            let transaction = Transaction::new()
                .put(Part::Listed, transaction::put(listed)?)
                .put(Part::Secret, transaction::put(secret)?)
                .key(Part::Idempotency, self, idempotency, now)?;
            let sent = transaction.send(&self.client).await?;
            let made = sent.created(Part::Listed, (Part::Idempotency, idempotency))?;
            made.ok_or_else(|| Error::Bug("a new key has the secret of another one".to_owned()))
        })
        .await
    }
}
