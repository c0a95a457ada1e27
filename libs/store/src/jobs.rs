//! Jobs as items: reading one, and replacing one under its revision.

use aws_sdk_dynamodb::types::{Put, ReturnValuesOnConditionCheckFailure};
use domain::{Job, JobId, TeamId, UserId};
use serde::{Deserialize, Serialize};

use crate::attribute::{Item, from_item, text, to_item};
use crate::conditional::{Write, conditional};
use crate::retry::retry;
use crate::transaction::put;
use crate::{Error, Store};

/// A job with the revision it was read at. Only a writer who knows the current revision replaces it.
#[derive(Debug, Clone, PartialEq)]
pub struct JobRecord {
    pub job: Job,
    pub(crate) revision: String,
}

/// The attributes that only the table cares about, beside the job's own.
#[derive(Debug, Serialize, Deserialize)]
struct JobItem {
    #[serde(flatten)]
    job: Job,
    revision: String,
    team_user: String,
    /// With `due_at` the key of the sparse index: absent once the job has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    due_shard: Option<String>,
}

impl Store {
    /// One consistent read.
    pub async fn job(&self, team_id: &TeamId, job_id: JobId) -> Result<Option<JobRecord>, Error> {
        let answer = self
            .client
            .get_item()
            .table_name(&self.tables.job)
            .key("team_id", text(team_id))
            .key("job_id", text(&job_id))
            .consistent_read(true)
            .send()
            .await?;
        answer.item.map(record).transpose()
    }

    /// Replaces the job that was read as `before`. One write. `None`: another writer came first.
    pub async fn replace(&self, before: &JobRecord, job: &Job) -> Result<Option<JobRecord>, Error> {
        let next = JobRecord { job: job.clone(), revision: new_revision() };
        let item = job_item(&next)?;
        retry(|| async {
            let sent = self
                .client
                .put_item()
                .table_name(&self.tables.job)
                .set_item(Some(item.clone()))
                .condition_expression("revision = :before")
                .expression_attribute_values(":before", text(&before.revision))
                .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
                .send()
                .await;
            match conditional(sent)? {
                Write::Done(_) => Ok(Some(next.clone())),
                // Our own earlier attempt, whose answer was lost, looks like another writer but for the revision.
                Write::Refused { found } => {
                    let current = found.map(record).transpose()?;
                    Ok(current.filter(|current| current.revision == next.revision))
                }
            }
        })
        .await
    }

    /// The part of a transaction that replaces a job under its revision.
    pub(crate) fn replacement(&self, before: &JobRecord, next: &JobRecord) -> Result<Put, Error> {
        put(Put::builder()
            .table_name(&self.tables.job)
            .set_item(Some(job_item(next)?))
            .condition_expression("revision = :before")
            .expression_attribute_values(":before", text(&before.revision)))
    }

    /// The part of a transaction that creates a job.
    pub(crate) fn creation(&self, job: &Job) -> Result<Put, Error> {
        let first = JobRecord { job: job.clone(), revision: new_revision() };
        put(Put::builder()
            .table_name(&self.tables.job)
            .set_item(Some(job_item(&first)?))
            .condition_expression("attribute_not_exists(job_id)"))
    }
}

pub(crate) fn record(item: Item) -> Result<JobRecord, Error> {
    let item: JobItem = from_item(item)?;
    Ok(JobRecord { job: item.job, revision: item.revision })
}

pub(crate) fn new_revision() -> String {
    let random: [u8; 8] = rand::random();
    u64::from_be_bytes(random).to_string()
}

pub(crate) fn due_shard(shard: u8) -> String {
    format!("{shard:02}")
}

/// Ids are opaque: a JSON array keeps them apart whatever is in them.
pub(crate) fn team_user(team_id: &TeamId, user_id: &UserId) -> String {
    serde_json::json!([team_id, user_id]).to_string()
}

fn job_item(record: &JobRecord) -> Result<Item, Error> {
    let job = &record.job;
    to_item(&JobItem {
        revision: record.revision.clone(),
        team_user: team_user(&job.team_id, &job.user_id),
        due_shard: job.due_at.map(|_| due_shard(job.job_id.shard())),
        job: job.clone(),
    })
}
