//! A transaction whose parts have names, so that a refusal says which of them refused.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::builders::{
    ConditionCheckBuilder, DeleteBuilder, PutBuilder, TransactWriteItemBuilder, UpdateBuilder,
};
use aws_sdk_dynamodb::types::{CancellationReason, ConditionCheck, Delete, Put, TransactWriteItem, Update};
use domain::Timestamp;

use crate::attribute::{Item, from_item};
use crate::{Error, Idempotency, KeyUse, Store};

/// `P`: the names of the parts, usually an enum. Several parts may share a name.
#[derive(Debug)]
pub(crate) struct Transaction<P> {
    parts: Vec<(P, TransactWriteItem)>,
}

/// What became of a transaction.
#[derive(Debug)]
pub(crate) enum Sent<P> {
    Written,
    /// Nothing was written, because the conditions of these parts failed.
    Refused(Refusals<P>),
}

/// The parts that refused, with the items that were found there.
#[derive(Debug)]
pub(crate) struct Refusals<P>(Vec<(P, Option<Item>)>);

impl<P: Copy + PartialEq> Transaction<P> {
    pub(crate) const fn new() -> Self {
        Self { parts: Vec::new() }
    }

    #[must_use]
    pub(crate) fn put(self, part: P, put: Put) -> Self {
        self.with(part, TransactWriteItem::builder().put(put))
    }

    #[must_use]
    pub(crate) fn update(self, part: P, update: Update) -> Self {
        self.with(part, TransactWriteItem::builder().update(update))
    }

    #[must_use]
    pub(crate) fn delete(self, part: P, delete: Delete) -> Self {
        self.with(part, TransactWriteItem::builder().delete(delete))
    }

    #[must_use]
    pub(crate) fn check(self, part: P, check: ConditionCheck) -> Self {
        self.with(part, TransactWriteItem::builder().condition_check(check))
    }

    /// Takes an idempotency key, if the request has one.
    pub(crate) fn key(
        self,
        part: P,
        store: &Store,
        key: Option<&Idempotency>,
        now: Timestamp,
    ) -> Result<Self, Error> {
        match key {
            Some(key) => Ok(self.put(part, store.key_taking(key, now)?)),
            None => Ok(self),
        }
    }

    fn with(mut self, part: P, item: TransactWriteItemBuilder) -> Self {
        self.parts.push((part, item.build()));
        self
    }

    /// One call. A collision with another writer is [`Error::Contended`].
    pub(crate) async fn send(self, client: &Client) -> Result<Sent<P>, Error> {
        let (names, items): (Vec<P>, Vec<TransactWriteItem>) = self.parts.into_iter().unzip();
        let sent = client.transact_write_items().set_transact_items(Some(items)).send().await;
        let Err(error) = sent else { return Ok(Sent::Written) };
        let Some(TransactWriteItemsError::TransactionCanceledException(canceled)) = error.as_service_error()
        else {
            return Err(error.into());
        };
        let reasons = canceled.cancellation_reasons();
        let refused = names.into_iter().zip(reasons).filter(|(_, reason)| condition_failed(reason));
        let refused: Vec<(P, Option<Item>)> =
            refused.map(|(part, reason)| (part, reason.item().cloned())).collect();
        match refused.is_empty() {
            false => Ok(Sent::Refused(Refusals(refused))),
            true if reasons.iter().any(collided) => Err(Error::Contended),
            true => Err(Error::Bug(format!("a transaction was canceled for unknown reasons: {reasons:?}"))),
        }
    }
}

impl<P: Copy + PartialEq> Refusals<P> {
    /// Whether this part refused.
    pub(crate) fn has(&self, part: P) -> bool {
        self.0.iter().any(|(refused, _)| *refused == part)
    }

    /// The item that was found where this part refused, if there was one and the part asks for it.
    pub(crate) fn found(&self, part: P) -> Option<Item> {
        self.0.iter().find(|(refused, _)| *refused == part)?.1.clone()
    }

    /// The use of the key that refused. `None`: the key did not refuse.
    pub(crate) fn key_use(&self, part: P, key: Option<&Idempotency>) -> Result<Option<KeyUse>, Error> {
        let refused = self.0.iter().find(|(refused, _)| *refused == part);
        let Some((key, (_, found))) = key.zip(refused) else { return Ok(None) };
        let used: Idempotency = from_item(found.clone().unwrap_or_default())?;
        Ok(Some(key.compared_with(used)))
    }
}

fn condition_failed(reason: &CancellationReason) -> bool {
    reason.code() == Some("ConditionalCheckFailed")
}

/// The part met another transaction or was throttled, so that the whole may be sent again.
fn collided(reason: &CancellationReason) -> bool {
    matches!(reason.code(), Some("TransactionConflict" | "ThrottlingError" | "ProvisionedThroughputExceeded"))
}

fn built<T, E: std::fmt::Display>(built: Result<T, E>) -> Result<T, Error> {
    built.map_err(|error| Error::Bug(error.to_string()))
}

pub(crate) fn put(builder: PutBuilder) -> Result<Put, Error> {
    built(builder.build())
}

pub(crate) fn update(builder: UpdateBuilder) -> Result<Update, Error> {
    built(builder.build())
}

pub(crate) fn delete(builder: DeleteBuilder) -> Result<Delete, Error> {
    built(builder.build())
}

pub(crate) fn check(builder: ConditionCheckBuilder) -> Result<ConditionCheck, Error> {
    built(builder.build())
}
