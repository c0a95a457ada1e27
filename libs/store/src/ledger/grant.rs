//! Giving a team credits, or taking some back by an adjustment: the row and its ledger line in one
//! transaction.

use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{Put, TransactWriteItem, Update};
use domain::ledger::{Balance, Line, LineType};
use domain::{Credits, TeamId, Timestamp};

use super::{Ledger, build};
use crate::attribute::{credits, number, to_item};
use crate::jobs::put;
use crate::patience::Patience;
use crate::{Error, Store};

#[derive(Debug, Clone)]
pub struct Grant {
    pub team_id: TeamId,
    pub line_type: LineType,
    /// Negative in an adjustment only; never more than is available.
    pub amount: Credits,
    pub reason: String,
    pub now: Timestamp,
}

impl Store {
    /// One read and one transaction; both again while the row is contended. Opens the row of a new team.
    pub async fn grant(&self, grant: &Grant) -> Result<Line, Error> {
        let mut patience = Patience::new();
        loop {
            let row = self.balance(&grant.team_id).await?;
            let line = line(grant, row.as_ref());
            let credit = match &row {
                None => TransactWriteItem::builder().put(self.ledger().opening(grant)?),
                Some(row) => TransactWriteItem::builder().update(self.ledger().credit(row, grant.amount)?),
            };
            let parts =
                vec![credit.build(), TransactWriteItem::builder().put(self.ledger().line(&line)?).build()];
            let sent = self.client.transact_write_items().set_transact_items(Some(parts)).send().await;
            let Err(error) = sent else { return Ok(line) };
            // The number is taken: by another writer, so that the row must be read afresh.
            let Some(TransactWriteItemsError::TransactionCanceledException(_)) = error.as_service_error()
            else {
                return Err(error.into());
            };
            patience.wait(Error::Contended).await?;
        }
    }
}

impl Ledger<'_> {
    fn opening(&self, grant: &Grant) -> Result<Put, Error> {
        let row = Balance {
            balance: grant.amount,
            available: grant.amount,
            ledger_seq: 1,
            ..Balance::opening(grant.team_id.clone(), grant.now.month())
        };
        put(Put::builder()
            .table_name(&self.0.tables.balance)
            .set_item(Some(to_item(&row)?))
            .condition_expression("attribute_not_exists(team_id)"))
    }

    fn credit(&self, row: &Balance, amount: Credits) -> Result<Update, Error> {
        build(
            self.update(&row.team_id)
                .update_expression(
                    "SET balance = balance + :amount, available = available + :amount, ledger_seq = :next_seq",
                )
                .condition_expression("ledger_seq = :seq AND available >= :taken")
                .expression_attribute_values(":taken", number(-amount.get().min(0)))
                .expression_attribute_values(":amount", credits(amount))
                .expression_attribute_values(":seq", number(row.ledger_seq))
                .expression_attribute_values(":next_seq", number(row.ledger_seq + 1)),
        )
    }
}

fn line(grant: &Grant, row: Option<&Balance>) -> Line {
    let (seq, balance) = row.map_or((0, 0), |row| (row.ledger_seq, row.balance.get()));
    Line {
        team_id: grant.team_id.clone(),
        seq: seq + 1,
        amount: grant.amount,
        line_type: grant.line_type,
        job_id: None,
        user_id: None,
        reason: Some(grant.reason.clone()),
        balance_after: Credits::new(balance + grant.amount.get()),
        created_at: grant.now,
    }
}
