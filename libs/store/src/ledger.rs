//! The only module that writes a balance. Every change is one conditional update inside one transaction
//! with what it pays for: a hold with its job, a settlement with its ledger line.

mod grant;
mod hold;
mod release;
mod settle;

use aws_sdk_dynamodb::types::builders::UpdateBuilder;
use aws_sdk_dynamodb::types::{Put, ReturnValuesOnConditionCheckFailure, Update};
use domain::TeamId;
use domain::ledger::{Balance, Line};

use crate::attribute::{from_item, text, to_item};
use crate::jobs::put;
use crate::{Error, Store};

pub use grant::Grant;
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
    fn update(&self, team_id: &TeamId) -> UpdateBuilder {
        Update::builder()
            .table_name(&self.0.tables.balance)
            .key("team_id", text(team_id))
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

fn build(update: UpdateBuilder) -> Result<Update, Error> {
    update.build().map_err(|error| Error::Bug(error.to_string()))
}
