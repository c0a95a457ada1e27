//! Jobs as items: reading one, and replacing one under its revision.

use aws_sdk_dynamodb::types::{AttributeValue, Put, ReturnValuesOnConditionCheckFailure};
use domain::{Job, JobId, TeamId, UserId};

use crate::attribute::{Item, from_item, text, to_item};
use crate::conditional::{Write, conditional};
use crate::job_body::BodyPlace;
use crate::job_row::JobRow;
use crate::retry::retry;
use crate::transaction::put;
use crate::{Error, Store};

/// A job with the revision it was read at. Only a writer who knows the current revision replaces it.
#[derive(Debug, Clone, PartialEq)]
pub struct JobRecord {
    pub job: Job,
    pub(crate) revision: String,
    pub(crate) body_place: BodyPlace,
}

impl JobRecord {
    /// The record that is to replace this one. The body stays where it was put when the job was created.
    pub(crate) fn replaced_by(&self, job: &Job) -> Self {
        Self { job: job.clone(), revision: new_revision(), body_place: self.body_place }
    }
}

impl Store {
    /// One consistent read, and one more where the body is in the bucket.
    pub async fn job(&self, team_id: &TeamId, job_id: JobId) -> Result<Option<JobRecord>, Error> {
        match self.job_item(team_id, job_id).await? {
            Some(item) => Ok(Some(self.record(item).await?)),
            None => Ok(None),
        }
    }

    /// Whether a job is hidden; `None` if there is no such job. One consistent read, which needs no body.
    pub async fn job_is_hidden(&self, team_id: &TeamId, job_id: JobId) -> Result<Option<bool>, Error> {
        let item = self.job_item(team_id, job_id).await?;
        item.map(|item| Ok(job_row(item)?.hidden)).transpose()
    }

    pub(crate) async fn job_item(&self, team_id: &TeamId, job_id: JobId) -> Result<Option<Item>, Error> {
        let answer = self
            .client
            .get_item()
            .table_name(&self.tables.job)
            .key("team_id", text(team_id))
            .key("id", text(&job_id))
            .consistent_read(true)
            .send()
            .await?;
        Ok(answer.item)
    }

    /// Replaces the job that was read as `before`. One write. `None`: another writer came first.
    pub async fn replace(&self, before: &JobRecord, job: &Job) -> Result<Option<JobRecord>, Error> {
        let next = before.replaced_by(job);
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
                    let is_ours = found.as_ref().and_then(revision_of) == Some(&next.revision);
                    Ok(is_ours.then(|| next.clone()))
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
        let (job, revision) = (job.clone(), new_revision());
        let first = JobRecord { body_place: BodyPlace::for_new_job(&job)?, job, revision };
        put(Put::builder()
            .table_name(&self.tables.job)
            .set_item(Some(job_item(&first)?))
            .condition_expression("attribute_not_exists(id)"))
    }

    /// The job that an item holds.
    pub(crate) async fn record(&self, item: Item) -> Result<JobRecord, Error> {
        let revision = revision_of(&item).cloned().unwrap_or_default();
        let row = job_row(item)?;
        let body_place = if row.body_key.is_some() { BodyPlace::Bucket } else { BodyPlace::Row };
        // Few jobs have a body in the bucket. Boxed, so that the common read keeps a small future.
        let row = if row.body_key.is_some() { Box::pin(self.with_body(row)).await? } else { row };
        Ok(JobRecord { job: row.into_job()?, revision, body_place })
    }
}

/// The row of an item, without the body where that is in the bucket.
pub(crate) fn job_row(mut item: Item) -> Result<JobRow, Error> {
    move_due_at(&mut item, Side::Row);
    from_item(item)
}

pub(crate) fn revision_of(item: &Item) -> Option<&String> {
    item.get("revision")?.as_s().ok()
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

/// The row with the attributes that only the table cares about. `due_shard` is, with `due_at`, the key of the sparse
/// index: both are absent once nothing is due.
fn job_item(record: &JobRecord) -> Result<Item, Error> {
    let job = &record.job;
    let mut item = to_item(&JobRow::new(job).with_body_in(record.body_place))?;
    move_due_at(&mut item, Side::Index);
    item.insert("revision".to_owned(), text(&record.revision));
    item.insert("team_user".to_owned(), text(&team_user(&job.team_id, &job.user_id)));
    if job.due_at().is_some() {
        item.insert("due_shard".to_owned(), text(&due_shard(job.job_id.shard())));
    }
    Ok(item)
}

/// Where `due_at` is: an index needs it as an attribute of the item, the job has it with the rest of its schedule.
#[derive(Debug, Clone, Copy)]
enum Side {
    Index,
    Row,
}

fn move_due_at(item: &mut Item, to: Side) {
    const NAME: &str = "due_at";
    let outer = item.remove(NAME);
    let Some(AttributeValue::M(schedule)) = item.get_mut("schedule") else { return };
    let inner = schedule.remove(NAME);
    let Some(due_at) = outer.or(inner) else { return };
    match to {
        Side::Row => schedule.insert(NAME.to_owned(), due_at),
        Side::Index => item.insert(NAME.to_owned(), due_at),
    };
}
