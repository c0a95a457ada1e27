//! Every few looks a chain of messages proves on the job that it is alive; a forked chain loses here.

use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;
use domain::{JobId, TeamId, Timestamp};

use crate::attribute::{instant, number, text};
use crate::conditional::{Write, conditional};
use crate::jobs::{new_revision, record};
use crate::retry::retry;
use crate::{Error, Store};

/// What a chain says of itself.
#[derive(Debug, Clone)]
pub struct Proof<'a> {
    pub team_id: &'a TeamId,
    pub job_id: JobId,
    pub chain: u32,
    /// The look that comes next.
    pub look: u32,
    /// The vendor's own word, if it said one; what it said before stays otherwise.
    pub progress_percent: Option<u8>,
    pub due_at: Timestamp,
}

impl Store {
    /// One write: records the look and moves `due_at`. `false`: the job has moved on, or another copy of this
    /// message was here first; the caller stops.
    pub async fn prove_alive(&self, proof: &Proof<'_>) -> Result<bool, Error> {
        let revision = new_revision();
        retry(|| async {
            let update = self
                .client
                .update_item()
                .table_name(&self.tables.job)
                .key("team_id", text(proof.team_id))
                .key("job_id", text(&proof.job_id))
                .condition_expression("chain = :chain AND look < :look AND stage = :waiting")
                .expression_attribute_values(":look", number(proof.look.into()))
                .expression_attribute_values(":due", instant(proof.due_at))
                .expression_attribute_values(":revision", text(&revision))
                .expression_attribute_values(":chain", number(proof.chain.into()))
                .expression_attribute_values(":waiting", text("waiting"))
                .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
            let update = match proof.progress_percent {
                Some(percent) => update
                    .update_expression(format!("{PROOF}, progress_percent = :progress"))
                    .expression_attribute_values(":progress", number(percent.into())),
                None => update.update_expression(PROOF),
            };
            match conditional(update.send().await)? {
                Write::Done(_) => Ok(true),
                // Our own earlier attempt, whose answer was lost, looks like a fork but for the revision.
                Write::Refused { found } => {
                    let current = found.map(record).transpose()?;
                    Ok(current.is_some_and(|current| current.revision == revision))
                }
            }
        })
        .await
    }
}

const PROOF: &str = "SET look = :look, due_at = :due, revision = :revision";
