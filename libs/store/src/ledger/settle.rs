//! Ending a completed job: job terminal, hold turned into charge, one ledger line; all or nothing, once.

use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{TransactWriteItem, Update};
use domain::ledger::{Balance, Line, LineType};
use domain::{Credits, Job};

use super::{Ledger, build};
use crate::attribute::{credits, number, text};
use crate::error::condition_failed;
use crate::jobs::{Stored, new_revision};
use crate::patience::Patience;
use crate::{Error, Store};

/// Whether an ending took effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    Now,
    /// Somebody else moved the job first. It may have ended, or be leased by another step.
    Lost,
}

impl Store {
    /// One read and one transaction; both again while the row is contended. `job` is the job as it ends;
    /// its `cost` is charged, never more than its quote.
    pub async fn settle(&self, before: &Stored, job: &Job) -> Result<Ended, Error> {
        let charge = job.cost.min(job.quote).credits();
        let mut next = Stored { job: job.clone(), revision: new_revision() };
        let mut patience = Patience::new();
        loop {
            let row = self.balance(&job.team_id).await?;
            let row =
                row.ok_or_else(|| Error::Bug(format!("team {} holds credits on no row", job.team_id)))?;
            let line = line(job, &row, charge);
            next.job.ledger_seq = Some(line.seq);
            let parts = vec![
                TransactWriteItem::builder().put(self.replacement(before, &next)?).build(),
                TransactWriteItem::builder().update(self.ledger().charge(job, &row, charge)?).build(),
                TransactWriteItem::builder().put(self.ledger().line(&line)?).build(),
            ];
            let sent = self.client.transact_write_items().set_transact_items(Some(parts)).send().await;
            let Err(error) = sent else { return Ok(Ended::Now) };
            let again = match error.as_service_error() {
                Some(TransactWriteItemsError::TransactionCanceledException(canceled)) => {
                    if condition_failed(canceled.cancellation_reasons().first()) {
                        return self.who_ended(&next).await;
                    }
                    // Another settlement took the number, or the row met another writer: read it afresh.
                    Error::Contended
                }
                _ => error.into(),
            };
            patience.wait(again).await?;
        }
    }

    /// After a refused ending: was it our own earlier attempt, whose answer was lost?
    pub(super) async fn who_ended(&self, ours: &Stored) -> Result<Ended, Error> {
        let current = self.job(&ours.job.team_id, ours.job.job_id).await?;
        let ended = current.is_some_and(|current| current.revision == ours.revision);
        Ok(if ended { Ended::Now } else { Ended::Lost })
    }
}

impl Ledger<'_> {
    /// Turns the job's hold into a charge on the row as it was read.
    fn charge(&self, job: &Job, row: &Balance, charge: Credits) -> Result<Update, Error> {
        let quote = job.quote.credits();
        let unspent = Credits::new(quote.get() - charge.get());
        let update = self
            .update(&job.team_id)
            .condition_expression("ledger_seq = :seq AND #month = :month")
            .expression_attribute_names("#month", "month")
            .expression_attribute_values(":month", text(row.month.as_str()))
            .expression_attribute_values(":seq", number(row.ledger_seq))
            .expression_attribute_values(":next_seq", number(row.ledger_seq + 1))
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":quote", credits(quote))
            .expression_attribute_values(":charge", credits(charge))
            .expression_attribute_values(":unspent", credits(unspent));
        // A hold belongs to the month it was taken in; the counters of a later month never knew it.
        let month = if row.month == job.hold_month {
            ", month_held = month_held - :quote, month_used = month_used + :charge, \
             month_left = month_left + :unspent"
        } else {
            ""
        };
        build(update.update_expression(format!("{CHARGE}{month}")))
    }
}

const CHARGE: &str = "SET balance = balance - :charge, held = held - :quote, \
    available = available + :unspent, in_flight = in_flight - :one, ledger_seq = :next_seq";

fn line(job: &Job, row: &Balance, charge: Credits) -> Line {
    Line {
        team_id: job.team_id.clone(),
        seq: row.ledger_seq + 1,
        amount: Credits::new(-charge.get()),
        line_type: LineType::of(job.request.kind()),
        job_id: Some(job.job_id),
        user_id: Some(job.user_id.clone()),
        reason: None,
        balance_after: Credits::new(row.balance.get() - charge.get()),
        created_at: job.completed_at.unwrap_or(job.created_at),
    }
}
