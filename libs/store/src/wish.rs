//! Replacing a job that goes on, at a client's request: its idempotency key is taken in the same transaction.

use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::TransactWriteItem;
use domain::{Job, Timestamp};

use crate::error::{again, condition_failed};
use crate::jobs::{JobRecord, new_revision};
use crate::patience::Patience;
use crate::{Error, Idempotency, Store};

/// Whether a wish was written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wished {
    Now,
    /// Another writer came first.
    Lost,
    /// The idempotency key was used for another request.
    KeyTaken,
}

impl Store {
    /// One transaction. Without a key, [`Store::replace`] does.
    pub async fn replace_for(
        &self,
        before: &JobRecord,
        job: &Job,
        (key, now): (&Idempotency, Timestamp),
    ) -> Result<Wished, Error> {
        let next = JobRecord { job: job.clone(), revision: new_revision() };
        let mut patience = Patience::new();
        loop {
            let parts = vec![
                TransactWriteItem::builder().put(self.replacement(before, &next)?).build(),
                TransactWriteItem::builder().put(self.key_taking(key, now)?).build(),
            ];
            let sent = self.client.transact_write_items().set_transact_items(Some(parts)).send().await;
            let Err(error) = sent else { return Ok(Wished::Now) };
            let trouble = match error.as_service_error() {
                Some(TransactWriteItemsError::TransactionCanceledException(canceled)) => {
                    let reasons = canceled.cancellation_reasons();
                    if condition_failed(reasons.first()) {
                        // A lost answer to our own earlier write looks like another writer; the revision tells.
                        let current = self.job(&job.team_id, job.job_id).await?;
                        let ours = current.is_some_and(|current| current.revision == next.revision);
                        return Ok(if ours { Wished::Now } else { Wished::Lost });
                    }
                    if condition_failed(reasons.get(1)) {
                        return Ok(Wished::KeyTaken);
                    }
                    again(reasons)
                }
                _ => error.into(),
            };
            patience.wait(trouble).await?;
        }
    }
}
