//! The only module that writes a balance. Every change is one conditional update inside one transaction
//! with what it pays for: a hold with its job, a settlement with its ledger line.

mod alerts;
mod caps;
mod credit;
mod end_hold;
mod hold;
mod lines;
mod release;
mod settle;

use aws_sdk_dynamodb::types::builders::UpdateBuilder;
use aws_sdk_dynamodb::types::{Put, ReturnValuesOnConditionCheckFailure, Update};
use domain::ledger::{Balance, Line};
use domain::{TeamId, UserId};

use crate::attribute::{from_item, text, to_item};
use crate::transaction::put;
use crate::{Error, Store};

pub use credit::{Credit, Credited};
pub(crate) use lines::line;
pub use lines::{LineFilter, LinePage};
pub use settle::Ended;

/// Builds the parts of transactions that touch the credit tables.
#[derive(Debug)]
pub(crate) struct Ledger<'a>(&'a Store);

impl Store {
    pub(crate) const fn ledger(&self) -> Ledger<'_> {
        Ledger(self)
    }

    /// One consistent read.
    pub async fn balance(&self, team_id: &TeamId) -> Result<Option<Balance>, Error> {
        let answer = self
            .client
            .get_item()
            .table_name(&self.tables.balance)
            .key("team_id", text(team_id))
            .consistent_read(true)
            .send()
            .await?;
        answer.item.map(from_item).transpose()
    }
}

impl Ledger<'_> {
    /// An update of a team's row. `#month` stands for the reserved word.
    fn team(&self, team_id: &TeamId) -> UpdateBuilder {
        Update::builder()
            .table_name(&self.0.tables.balance)
            .key("team_id", text(team_id))
            .expression_attribute_names("#month", "month")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
    }

    /// An update of a member's row.
    fn member(&self, team_id: &TeamId, user_id: &UserId) -> UpdateBuilder {
        Update::builder()
            .table_name(&self.0.tables.member)
            .key("team_id", text(team_id))
            .key("user_id", text(user_id))
            .expression_attribute_names("#month", "month")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
    }

    /// A new line, under a number that must still be free.
    fn line(&self, line: &Line) -> Result<Put, Error> {
        let mut item = to_item(line)?;
        item.insert("seq".to_owned(), text(&seq_key(line.seq)));
        put(Put::builder()
            .table_name(&self.0.tables.transaction)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(seq)"))
    }
}

/// Numbers sort as text once they are equally long.
fn seq_key(seq: i64) -> String {
    format!("{seq:012}")
}
