//! The only module that writes a balance. Every change is one conditional update, in one transaction with what it pays
//! for: a hold with its job, a settlement with its ledger line.

mod alerts;
mod billed;
mod caps;
mod credit;
mod end_hold;
mod hold;
mod lines;
mod release;
mod settle;

use aws_sdk_dynamodb::types::builders::UpdateBuilder;
use aws_sdk_dynamodb::types::{ReturnValuesOnConditionCheckFailure, Update};
use domain::ledger::Balance;
use domain::{KeyId, TeamId, UserId};

use crate::attribute::{from_item, text};
use crate::jobs::JobRecord;
use crate::{Error, Store};

pub use billed::BilledPage;
pub use caps::MemberPage;
pub use credit::{Credit, Credited};
pub(crate) use lines::line;
pub use lines::{LineFilter, LinePage};

/// Whether a job's end took effect.
#[derive(Debug, Clone, PartialEq)]
pub enum Ended {
    /// The job as it is now.
    Now(Box<JobRecord>),
    /// Another writer changed the job first. It may have ended, or another step may hold its lease.
    Lost,
    /// The idempotency key of the request to end it was used for another request.
    KeyTaken,
}

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

    /// One read, after the job refused a transaction that was to end it.
    async fn ended_as(&self, ours: &JobRecord) -> Result<Ended, Error> {
        let current = self.written_as(ours).await?;
        Ok(current.map_or(Ended::Lost, |current| Ended::Now(Box::new(current))))
    }
}

impl Ledger<'_> {
    /// An update of a team's row. `#month` stands for `month`, which is a reserved word.
    fn team(&self, team_id: &TeamId) -> UpdateBuilder {
        Update::builder()
            .table_name(&self.0.tables.balance)
            .key("team_id", text(team_id))
            .expression_attribute_names("#month", "month")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
    }

    /// An update of the row of an API key with a cap.
    fn key(&self, team_id: &TeamId, id: KeyId) -> UpdateBuilder {
        Update::builder()
            .table_name(&self.0.tables.team_api_key)
            .key("team_id", text(team_id))
            .key("id", text(&id))
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
}
