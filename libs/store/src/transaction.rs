//! A transaction whose parts have names, so that a refusal says which of them refused.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::builders::{
    ConditionCheckBuilder, DeleteBuilder, PutBuilder, TransactWriteItemBuilder, UpdateBuilder,
};
use aws_sdk_dynamodb::types::{ConditionCheck, Delete, Put, TransactWriteItem, Update};
use domain::Timestamp;

use crate::attribute::{Item, from_item};
use crate::error::{collided, condition_failed, unknown};
use crate::{Error, Idempotency, KeyUse, Store};

#[derive(Debug)]
pub(crate) struct Transaction<P> {
    parts: Vec<(P, TransactWriteItem)>,
}

/// The parts whose conditions failed, with what was found there; none: it was written.
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

    /// Takes an idempotency key, where the request has one.
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
    pub(crate) async fn send(self, client: &Client) -> Result<Refusals<P>, Error> {
        let (names, items): (Vec<P>, Vec<TransactWriteItem>) = self.parts.into_iter().unzip();
        let sent = client.transact_write_items().set_transact_items(Some(items)).send().await;
        let Err(error) = sent else { return Ok(Refusals(Vec::new())) };
        let Some(TransactWriteItemsError::TransactionCanceledException(canceled)) = error.as_service_error()
        else {
            return Err(error.into());
        };
        let reasons = canceled.cancellation_reasons();
        let failed = names.into_iter().zip(reasons).filter(|(_, reason)| condition_failed(Some(reason)));
        let failed: Vec<(P, Option<Item>)> =
            failed.map(|(part, reason)| (part, reason.item().cloned())).collect();
        match failed.is_empty() {
            false => Ok(Refusals(failed)),
            true if collided(reasons) => Err(Error::Contended),
            true => Err(unknown(reasons)),
        }
    }
}

impl<P: Copy + PartialEq> Refusals<P> {
    pub(crate) const fn is_written(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn has(&self, part: P) -> bool {
        self.0.iter().any(|(refused, _)| *refused == part)
    }

    /// What was found where a part refused, if anything was and the part asks for it.
    pub(crate) fn found(&self, part: P) -> Option<Item> {
        self.0.iter().find(|(refused, _)| *refused == part)?.1.clone()
    }

    /// What the key that refused stands for; `None`: it did not refuse.
    pub(crate) fn key_use(&self, part: P, key: Option<&Idempotency>) -> Result<Option<KeyUse>, Error> {
        let refused = self.0.iter().find(|(refused, _)| *refused == part);
        let Some((key, (_, found))) = key.zip(refused) else { return Ok(None) };
        let used: Idempotency = from_item(found.clone().unwrap_or_default())?;
        Ok(Some(key.compared_with(used)))
    }
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
