//! Every few looks a chain of messages proves on the job that it is alive; a forked chain loses here.

use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use domain::{JobId, TeamId, Timestamp};

use crate::attribute::{instant, number, text};
use crate::jobs::new_revision;
use crate::{Error, Store};

impl Store {
    /// One write: records `look` and moves `due_at`. `false`: the job has moved on, or another copy of this
    /// message was here first; the caller stops.
    pub async fn prove_alive(
        &self,
        team_id: &TeamId,
        job_id: JobId,
        (chain, look): (u32, u32),
        progress_percent: Option<u8>,
        due_at: Timestamp,
    ) -> Result<bool, Error> {
        let sent = self
            .client
            .update_item()
            .table_name(&self.tables.job)
            .key("team_id", text(team_id))
            .key("job_id", text(&job_id))
            .update_expression(
                "SET look = :look, due_at = :due, progress_percent = :progress, revision = :revision",
            )
            .condition_expression("chain = :chain AND look < :look AND stage = :waiting")
            .expression_attribute_values(":look", number(look.into()))
            .expression_attribute_values(":due", instant(due_at))
            .expression_attribute_values(":progress", number(progress_percent.unwrap_or(0).into()))
            .expression_attribute_values(":revision", text(&new_revision()))
            .expression_attribute_values(":chain", number(chain.into()))
            .expression_attribute_values(":waiting", text("waiting"))
            .send()
            .await;
        match sent {
            Ok(_) => Ok(true),
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(_)) => Ok(false),
                _ => Err(error.into()),
            },
        }
    }
}
