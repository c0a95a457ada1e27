//! Ending a failed job: job terminal and hold given back, in one transaction. No ledger line, cost 0.

use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::TransactWriteItem;
use domain::ledger::Balance;
use domain::{Credits, Job, Timestamp};

use super::settle::Ended;
use crate::attribute::from_item;
use crate::error::{again, condition_failed};
use crate::jobs::{JobRecord, new_revision};
use crate::patience::Patience;
use crate::{Error, Idempotency, Store};

/// Where the key stands among the parts of the transaction, if there is one.
const KEY_PART: usize = 2;

impl Store {
    /// One transaction; again where a row has moved on to another month. `job` is the job as it ends.
    pub async fn release(&self, before: &JobRecord, job: &Job) -> Result<Ended, Error> {
        self.release_for(before, job, None).await
    }

    /// As [`Store::release`], at a client's request: its idempotency key is taken in the same transaction.
    pub async fn release_for(
        &self,
        before: &JobRecord,
        job: &Job,
        key: Option<(&Idempotency, Timestamp)>,
    ) -> Result<Ended, Error> {
        let hold = job.hold();
        let next = JobRecord { job: job.clone(), revision: new_revision() };
        let mut row_month = hold.month.clone();
        let mut member_counts = true;
        let mut patience = Patience::new();
        loop {
            let ledger = self.ledger();
            let team = ledger.give_back(&job.team_id, &hold, &row_month)?;
            let mut parts = vec![
                TransactWriteItem::builder().put(self.replacement(before, &next)?).build(),
                TransactWriteItem::builder().update(team).build(),
            ];
            if let Some((key, now)) = key {
                parts.push(TransactWriteItem::builder().put(self.key_taking(key, now)?).build());
            }
            let member_part = parts.len();
            if member_counts {
                let member = ledger.member_charge(&job.team_id, &job.user_id, &hold, Credits::ZERO)?;
                parts.push(TransactWriteItem::builder().update(member).build());
            }
            let sent = self.client.transact_write_items().set_transact_items(Some(parts)).send().await;
            let Err(error) = sent else { return Ok(Ended::Now(Box::new(next))) };
            let trouble = match error.as_service_error() {
                Some(TransactWriteItemsError::TransactionCanceledException(canceled)) => {
                    let reasons = canceled.cancellation_reasons();
                    if condition_failed(reasons.first()) {
                        return self.who_ended(&next).await;
                    }
                    if let Some(row) = reasons.get(1).filter(|reason| condition_failed(Some(reason))) {
                        let row: Balance = from_item(row.item().cloned().unwrap_or_default())?;
                        row_month = row.count.month;
                    }
                    if key.is_some() && condition_failed(reasons.get(KEY_PART)) {
                        return Ok(Ended::KeyTaken);
                    }
                    // The member has begun a later month; that never goes back.
                    member_counts &= !condition_failed(reasons.get(member_part));
                    again(reasons)
                }
                _ => error.into(),
            };
            patience.wait(trouble).await?;
        }
    }
}
