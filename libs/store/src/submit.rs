//! Submitting: the job, the hold and the idempotency key in one transaction, so that none exists without
//! the others.

use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{CancellationReason, TransactWriteItem};
use domain::ledger::{Balance, Refusal};
use domain::{Credits, Job, Month};

use crate::attribute::from_item;
use crate::error::{collided, condition_failed};
use crate::patience::Patience;
use crate::{Error, Idempotency, Store};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submitted {
    Created,
    /// The key was used for this very request before: the reply given then.
    Replayed {
        reply: String,
    },
    /// The key was used for another request.
    KeyTaken,
    Refused(Refusal),
}

impl Store {
    /// One transaction, sent again while the credit row is contended. `job.hold_month` is set to the month
    /// the hold was taken in.
    pub async fn submit(&self, job: &mut Job, key: Option<&Idempotency>) -> Result<Submitted, Error> {
        let quote = job.quote.credits();
        let mut row_month = job.hold_month.clone();
        let mut patience = Patience::new();
        loop {
            let now = job.created_at.month();
            job.hold_month = now.clone().max(row_month.clone());
            let hold = self.ledger().hold(&job.team_id, quote, &row_month, &job.hold_month)?;
            let mut parts = vec![
                TransactWriteItem::builder().put(self.creation(job)?).build(),
                TransactWriteItem::builder().update(hold).build(),
            ];
            if let Some(key) = key {
                let taking = self.key_taking(key, job.created_at)?;
                parts.push(TransactWriteItem::builder().put(taking).build());
            }
            let sent = self.client.transact_write_items().set_transact_items(Some(parts)).send().await;
            let Err(error) = sent else { return Ok(Submitted::Created) };
            let Some(TransactWriteItemsError::TransactionCanceledException(canceled)) =
                error.as_service_error()
            else {
                patience.wait(error.into()).await?;
                continue;
            };
            match judge(canceled.cancellation_reasons(), key, quote, &now)? {
                Judgement::Final(submitted) => return Ok(submitted),
                Judgement::AgainAs(month) => row_month = month,
                Judgement::Again => {}
            }
            patience.wait(Error::Contended).await?;
        }
    }
}

enum Judgement {
    Final(Submitted),
    /// The row is in another month than assumed.
    AgainAs(Month),
    Again,
}

/// Reads a refused transaction's reasons, which stand in the order of its parts: job, hold, key.
fn judge(
    reasons: &[CancellationReason],
    key: Option<&Idempotency>,
    quote: Credits,
    now: &Month,
) -> Result<Judgement, Error> {
    if let (Some(key), Some(reason)) = (key, reasons.get(2).filter(|reason| condition_failed(Some(reason)))) {
        let used: Idempotency = from_item(reason.item().cloned().unwrap_or_default())?;
        let same = used.fingerprint == key.fingerprint;
        return Ok(Judgement::Final(if same {
            Submitted::Replayed { reply: used.reply }
        } else {
            Submitted::KeyTaken
        }));
    }
    if condition_failed(reasons.first()) {
        // The id is random: only our own write, whose answer was lost, can have made this job.
        return Ok(Judgement::Final(Submitted::Created));
    }
    if let Some(reason) = reasons.get(1).filter(|reason| condition_failed(Some(reason))) {
        let Some(row) = reason.item() else {
            let none = Refusal::InsufficientCredits { available: Credits::ZERO };
            return Ok(Judgement::Final(Submitted::Refused(none)));
        };
        let row: Balance = from_item(row.clone())?;
        return Ok(match row.refusal(quote, now) {
            Some(refusal) => Judgement::Final(Submitted::Refused(refusal)),
            None => Judgement::AgainAs(row.month),
        });
    }
    if collided(reasons) {
        return Ok(Judgement::Again);
    }
    Err(Error::Bug(format!("a transaction was canceled for reasons we do not know: {reasons:?}")))
}
