//! Taking the lease on a job, so that of two deliveries of one message one does nothing: [`Job::claim`] as one write.
//!
//! [`Job::claim`]: domain::Job::claim

use aws_sdk_dynamodb::types::{ReturnValue, ReturnValuesOnConditionCheckFailure};
use domain::lifecycle::{Claim, Schedule};
use domain::{JobId, Stage, TeamId, Timestamp};

use crate::attribute::{instant, number, text};
use crate::conditional::{Write, conditional};
use crate::jobs::{JobRecord, job_row, new_revision, revision_of};
use crate::retry::retry;
use crate::{Error, Store};

/// Whether the lease was taken.
#[derive(Debug, Clone, PartialEq)]
pub enum ClaimOutcome {
    /// The lease is ours.
    Claimed(Box<JobRecord>),
    /// It is not; this is the job's schedule as it stands, if there is such a job.
    Refused(Option<Schedule>),
}

impl Store {
    /// One write, and one read where the claimed job has its body in the bucket. A leased stage is only taken over once its lease is past.
    pub async fn claim(
        &self,
        team_id: &TeamId,
        job_id: JobId,
        claim: Claim,
        from: Stage,
        chain: u32,
        now: Timestamp,
    ) -> Result<ClaimOutcome, Error> {
        let revision = new_revision();
        retry(|| async {
            let sent = self
                .client
                .update_item()
                .table_name(&self.tables.job)
                .key("team_id", text(team_id))
                .key("id", text(&job_id))
                .update_expression(
                    "SET schedule.stage = :to, schedule.lease_until = :until, due_at = :until, \
                     revision = :revision",
                )
                .condition_expression(
                    "schedule.chain = :chain AND schedule.stage = :from \
                     AND (attribute_not_exists(schedule.lease_until) OR schedule.lease_until <= :now)",
                )
                .expression_attribute_values(":to", text(claim.to().as_str()))
                .expression_attribute_values(":from", text(from.as_str()))
                .expression_attribute_values(":until", instant(claim.lease_until(now)))
                .expression_attribute_values(":now", instant(now))
                .expression_attribute_values(":chain", number(chain.into()))
                .expression_attribute_values(":revision", text(&revision))
                .return_values(ReturnValue::AllNew)
                .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
                .send()
                .await;
            match conditional(sent)? {
                Write::Done(answer) => {
                    let claimed = self.record(answer.attributes.unwrap_or_default()).await?;
                    Ok(ClaimOutcome::Claimed(Box::new(claimed)))
                }
                // Our own earlier attempt, whose answer was lost, looks like another writer but for the revision.
                Write::Refused { found: Some(item) } if revision_of(&item) == Some(&revision) => {
                    Ok(ClaimOutcome::Claimed(Box::new(self.record(item).await?)))
                }
                Write::Refused { found } => {
                    let row = found.map(job_row).transpose()?;
                    Ok(ClaimOutcome::Refused(row.map(|row| row.schedule)))
                }
            }
        })
        .await
    }
}
