//! Giving a team credits, or taking some back by an adjustment: the row, its ledger line and the request's
//! idempotency key in one transaction.

use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{Put, TransactWriteItem, Update};
use domain::ledger::{Balance, Line, LineType};
use domain::{Credits, LineId, TeamId, Timestamp};

use super::Ledger;
use crate::attribute::{credits, from_item, number, to_item};
use crate::error::{again, condition_failed};
use crate::patience::Patience;
use crate::transaction::{self, put};
use crate::{Error, Idempotency, KeyUse, Store};

#[derive(Debug, Clone)]
pub struct Credit {
    pub team_id: TeamId,
    pub line_type: LineType,
    /// Negative in an adjustment only; never more than is available.
    pub amount: Credits,
    pub reason: String,
    pub now: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credited {
    /// The new line, and the row as it was before.
    Now {
        line: Line,
        before: Box<Balance>,
    },
    Replayed {
        reply: String,
    },
    KeyTaken,
    /// An adjustment would take more than this.
    Insufficient {
        available: Credits,
    },
}

impl Store {
    /// One read and one transaction; both again while the row is contended. Opens the row of a new team.
    /// `reply` makes what a repetition under `key` is answered with.
    pub async fn credit(
        &self,
        credit: &Credit,
        key: Option<&Idempotency>,
        reply: impl Fn(&Line) -> String,
    ) -> Result<Credited, Error> {
        let mut patience = Patience::new();
        let mut sent_before = None;
        loop {
            let existing = self.balance(&credit.team_id).await?;
            let is_new = existing.is_none();
            let row =
                existing.unwrap_or_else(|| Balance::opening(credit.team_id.clone(), credit.now.month()));
            let Some(after) = row.credit(credit.amount) else {
                // Perhaps because of this very adjustment.
                return self.refused(credit, &row, key, sent_before).await;
            };
            let line = line(credit, &after);
            let team = if is_new {
                TransactWriteItem::builder().put(self.ledger().opening(&after)?)
            } else {
                TransactWriteItem::builder().update(self.ledger().add(&row, credit.amount)?)
            };
            let mut parts =
                vec![team.build(), TransactWriteItem::builder().put(self.ledger().line(&line)?).build()];
            if let Some(key) = key {
                let taking = self.key_taking(&key.with_reply(reply(&line)), credit.now)?;
                parts.push(TransactWriteItem::builder().put(taking).build());
            }
            let sent = self.client.transact_write_items().set_transact_items(Some(parts)).send().await;
            let now = Credited::Now { line, before: Box::new(row) };
            let Err(error) = sent else { return Ok(now) };
            let Some(TransactWriteItemsError::TransactionCanceledException(canceled)) =
                error.as_service_error()
            else {
                // Without a key a repeat could credit twice: whoever asked has to look first.
                if key.is_none() {
                    return Err(error.into());
                }
                sent_before = Some(now);
                patience.wait(error.into()).await?;
                continue;
            };
            let reason =
                canceled.cancellation_reasons().get(2).filter(|reason| condition_failed(Some(reason)));
            if let (Some(key), Some(reason)) = (key, reason) {
                let used: Idempotency = from_item(reason.item().cloned().unwrap_or_default())?;
                if let Some(known) = known(key.compared_with(used), sent_before.clone()) {
                    return Ok(known);
                }
            }
            // The number is taken: another writer was here, so that the row must be read afresh.
            patience.wait(again(canceled.cancellation_reasons())).await?;
        }
    }

    /// An idempotency hit wins over a refusal.
    async fn refused(
        &self,
        credit: &Credit,
        row: &Balance,
        key: Option<&Idempotency>,
        sent_before: Option<Credited>,
    ) -> Result<Credited, Error> {
        let known = match key {
            Some(key) => known(self.key_use(key, credit.now).await?, sent_before),
            None => None,
        };
        Ok(known.unwrap_or(Credited::Insufficient { available: row.available }))
    }
}

/// What became of a credit whose key was found in use; `None`: nothing yet.
fn known(key_use: KeyUse, sent_before: Option<Credited>) -> Option<Credited> {
    match key_use {
        KeyUse::Free => None,
        // The try before acted, and its answer was lost.
        KeyUse::Ours => sent_before,
        KeyUse::Answered { reply } => Some(Credited::Replayed { reply }),
        KeyUse::Taken => Some(Credited::KeyTaken),
    }
}

impl Ledger<'_> {
    pub(super) fn opening(&self, row: &Balance) -> Result<Put, Error> {
        put(Put::builder()
            .table_name(&self.0.tables.balance)
            .set_item(Some(to_item(row)?))
            .condition_expression("attribute_not_exists(team_id)"))
    }

    fn add(&self, row: &Balance, amount: Credits) -> Result<Update, Error> {
        let taken = (-amount).max(Credits::ZERO);
        transaction::update(
            self.team(&row.team_id)
                .update_expression(
                    "SET balance = balance + :amount, available = available + :amount, ledger_seq = :next_seq",
                )
                .condition_expression("ledger_seq = :seq AND available >= :taken AND attribute_exists(#month)")
                .expression_attribute_values(":amount", credits(amount))
                .expression_attribute_values(":taken", credits(taken))
                .expression_attribute_values(":seq", number(row.ledger_seq))
                .expression_attribute_values(":next_seq", number(row.ledger_seq + 1)),
        )
    }
}

fn line(credit: &Credit, after: &Balance) -> Line {
    Line {
        id: LineId::new(credit.now, rand::random()),
        team_id: credit.team_id.clone(),
        seq: after.ledger_seq,
        amount: credit.amount,
        line_type: credit.line_type,
        job_id: None,
        user_id: None,
        reason: Some(credit.reason.clone()),
        balance_after: after.balance,
        created_at: credit.now,
    }
}
