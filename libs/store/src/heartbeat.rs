//! Every few looks a chain of messages records on the job that it is alive: [`Job::heartbeat`] as one write.
//!
//! [`Job::heartbeat`]: domain::Job::heartbeat

use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;
use domain::lifecycle::Heartbeat;
use domain::{JobId, Stage, TeamId};

use crate::attribute::{instant, number, text};
use crate::conditional::{Write, conditional};
use crate::jobs::{new_revision, revision_of};
use crate::retry::retry;
use crate::{Error, Store};

const RECORD: &str = "SET schedule.look = :look, due_at = :due, revision = :revision";

impl Store {
    /// One write: records the look and moves `due_at`. `false`: the job has moved on, or another copy of this message
    /// was here first; the caller stops.
    pub async fn heartbeat(
        &self,
        team_id: &TeamId,
        job_id: JobId,
        heartbeat: &Heartbeat,
    ) -> Result<bool, Error> {
        let revision = new_revision();
        retry(|| async {
            let update = self
                .client
                .update_item()
                .table_name(&self.tables.job)
                .key("team_id", text(team_id))
                .key("id", text(&job_id))
                .condition_expression(
                    "schedule.chain = :chain AND schedule.look < :look AND schedule.stage = :waiting",
                )
                .expression_attribute_values(":look", number(heartbeat.look.into()))
                .expression_attribute_values(":due", instant(heartbeat.due_at))
                .expression_attribute_values(":revision", text(&revision))
                .expression_attribute_values(":chain", number(heartbeat.chain.into()))
                .expression_attribute_values(":waiting", text(Stage::Waiting.as_str()))
                .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
            let update = match heartbeat.progress_percent {
                Some(percent) => update
                    .update_expression(format!("{RECORD}, progress_percent = :progress"))
                    .expression_attribute_values(":progress", number(percent.into())),
                None => update.update_expression(RECORD),
            };
            Ok(match conditional(update.send().await)? {
                Write::Done(_) => true,
                // Our own earlier attempt, whose answer was lost, looks like a fork but for the revision.
                Write::Refused { found } => found.as_ref().and_then(revision_of) == Some(&revision),
            })
        })
        .await
    }
}
