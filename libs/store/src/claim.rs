//! Taking the lease on a job, so that of two deliveries of one message one does nothing.

use aws_sdk_dynamodb::types::{ReturnValue, ReturnValuesOnConditionCheckFailure};
use domain::{JobId, Stage, TeamId, Timestamp};

use crate::attribute::{instant, number, text};
use crate::conditional::{Write, conditional};
use crate::jobs::{JobRecord, new_revision, record};
use crate::retry::retry;
use crate::{Error, Store};

/// A wish to work on a job that is in `from`, under a lease in `to`.
#[derive(Debug, Clone)]
pub struct Claim<'a> {
    pub team_id: &'a TeamId,
    pub job_id: JobId,
    pub chain: u32,
    pub from: Stage,
    pub to: Stage,
    pub now: Timestamp,
    pub lease_until: Timestamp,
    /// When the sweeper looks, should the claimer never come back.
    pub due_at: Timestamp,
}

impl Store {
    /// One write. `Ok(Ok(job))`: the lease is ours. `Ok(Err(current))`: it is not; `current` is the job as
    /// it stands, if there is one. A leased stage is only taken over once its lease is past.
    pub async fn claim(&self, claim: &Claim<'_>) -> Result<Result<JobRecord, Option<JobRecord>>, Error> {
        let revision = new_revision();
        retry(|| async {
            let sent = self
                .client
                .update_item()
                .table_name(&self.tables.job)
                .key("team_id", text(claim.team_id))
                .key("job_id", text(&claim.job_id))
                .update_expression(
                    "SET stage = :to, lease_until = :until, due_at = :due, revision = :revision",
                )
                .condition_expression(
                    "chain = :chain AND stage = :from \
                     AND (attribute_not_exists(lease_until) OR lease_until <= :now)",
                )
                .expression_attribute_values(":to", stage(claim.to)?)
                .expression_attribute_values(":from", stage(claim.from)?)
                .expression_attribute_values(":until", instant(claim.lease_until))
                .expression_attribute_values(":due", instant(claim.due_at))
                .expression_attribute_values(":now", instant(claim.now))
                .expression_attribute_values(":chain", number(claim.chain.into()))
                .expression_attribute_values(":revision", text(&revision))
                .return_values(ReturnValue::AllNew)
                .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
                .send()
                .await;
            match conditional(sent)? {
                Write::Done(answer) => Ok(Ok(record(answer.attributes.unwrap_or_default())?)),
                Write::Refused { found } => Ok(match found.map(record).transpose()? {
                    Some(ours) if ours.revision == revision => Ok(ours),
                    current => Err(current),
                }),
            }
        })
        .await
    }
}

fn stage(stage: Stage) -> Result<aws_sdk_dynamodb::types::AttributeValue, Error> {
    let name: serde_dynamo::AttributeValue = serde_dynamo::to_attribute_value(stage)?;
    Ok(name.into())
}
