//! Ending a failed job: job terminal and hold given back, in one transaction. No ledger line, cost 0.

use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{TransactWriteItem, Update};
use domain::ledger::Balance;
use domain::{Job, Month};

use super::settle::Ended;
use super::{Ledger, build};
use crate::attribute::{credits, from_item, number, text};
use crate::error::condition_failed;
use crate::jobs::{Stored, new_revision};
use crate::patience::Patience;
use crate::{Error, Store};

impl Store {
    /// One transaction; a second one where the row has moved on to another month. `job` is the job as it
    /// ends.
    pub async fn release(&self, before: &Stored, job: &Job) -> Result<Ended, Error> {
        let next = Stored { job: job.clone(), revision: new_revision() };
        let mut row_month = job.hold_month.clone();
        let mut patience = Patience::new();
        loop {
            let parts = vec![
                TransactWriteItem::builder().put(self.replacement(before, &next)?).build(),
                TransactWriteItem::builder().update(self.ledger().give_back(job, &row_month)?).build(),
            ];
            let sent = self.client.transact_write_items().set_transact_items(Some(parts)).send().await;
            let Err(error) = sent else { return Ok(Ended::Now) };
            let again = match error.as_service_error() {
                Some(TransactWriteItemsError::TransactionCanceledException(canceled)) => {
                    let reasons = canceled.cancellation_reasons();
                    if condition_failed(reasons.first()) {
                        return self.who_ended(&next).await;
                    }
                    if let Some(row) = reasons.get(1).filter(|reason| condition_failed(Some(reason))) {
                        let row: Balance = from_item(row.item().cloned().unwrap_or_default())?;
                        row_month = row.month;
                    }
                    Error::Contended
                }
                _ => error.into(),
            };
            patience.wait(again).await?;
        }
    }
}

impl Ledger<'_> {
    fn give_back(&self, job: &Job, row_month: &Month) -> Result<Update, Error> {
        // Releasing last month's hold leaves this month's counters alone.
        let month = if *row_month == job.hold_month {
            ", month_held = month_held - :quote, month_left = month_left + :quote"
        } else {
            ""
        };
        build(
            self.update(&job.team_id)
                .update_expression(format!("{GIVE_BACK}{month}"))
                .condition_expression("#month = :month")
                .expression_attribute_names("#month", "month")
                .expression_attribute_values(":month", text(row_month.as_str()))
                .expression_attribute_values(":one", number(1))
                .expression_attribute_values(":quote", credits(job.quote.credits())),
        )
    }
}

const GIVE_BACK: &str =
    "SET held = held - :quote, available = available + :quote, in_flight = in_flight - :one";
