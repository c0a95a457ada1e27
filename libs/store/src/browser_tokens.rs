//! Browser tokens. They are in the table where callers are found by the hash of what they send, and DynamoDB deletes them
//! some time after they have expired.

use std::convert::Infallible;

use aws_sdk_dynamodb::types::Put;
use domain::{BrowserToken, Timestamp};

use crate::attribute::{from_item, number, text, to_item};
use crate::retry::retry;
use crate::transaction::{self, Transaction};
use crate::{Created, Error, Idempotency, Store};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Token,
    Idempotency,
}

impl Store {
    /// One transaction.
    pub async fn create_browser_token(
        &self,
        token: &BrowserToken,
        token_hash: &str,
        idempotency: Option<&Idempotency>,
        now: Timestamp,
    ) -> Result<Created<Infallible>, Error> {
        let mut row = to_item(token)?;
        row.insert("key_hash".to_owned(), text(token_hash));
        row.insert("removed_after".to_owned(), number(token.expires_at.as_seconds()));
        retry(|| async {
            let put = Put::builder()
                .table_name(&self.tables.api_key)
                .set_item(Some(row.clone()))
                .condition_expression("attribute_not_exists(key_hash)");
            let transaction = Transaction::new().put(Part::Token, transaction::put(put)?);
            let sent = transaction.key(Part::Idempotency, self, idempotency, now)?.send(&self.client).await?;
            let made = sent.created(Part::Token, (Part::Idempotency, idempotency))?;
            made.ok_or_else(|| Error::Bug("a new token was refused for no reason".to_owned()))
        })
        .await
    }

    /// One consistent read.
    pub async fn browser_token(&self, token_hash: &str) -> Result<Option<BrowserToken>, Error> {
        let get = self.client.get_item().table_name(&self.tables.api_key).consistent_read(true);
        let answer = get.key("key_hash", text(token_hash)).send().await?;
        answer.item.map(from_item).transpose()
    }
}
