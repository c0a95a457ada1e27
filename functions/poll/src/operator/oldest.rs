//! The open jobs that were made first, of all teams. Nothing of what they make is shown.

use domain::{Job, JobId, Kind, Rfc3339, Status, TeamId, Timestamp};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Error, Store};

const SHOWN: usize = 10;

pub(super) async fn read(store: &Store, now: Timestamp) -> Result<Vec<OpenJob>, Error> {
    let jobs = store.oldest_open_jobs(SHOWN).await?;
    Ok(jobs.iter().map(|job| OpenJob::new(job, now)).collect())
}

/// A job that has not ended.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct OpenJob {
    /// The job's id.
    id: JobId,
    /// Whose it is.
    team_id: TeamId,
    /// What it makes.
    #[serde(rename = "type")]
    kind: Kind,
    /// The model that makes it, by its id in the catalog.
    model: String,
    /// How far it is.
    status: Status,
    /// When it was accepted.
    created_at: Rfc3339,
    /// When it counts as lost, unless its next step comes before.
    due_at: Option<Rfc3339>,
    /// For how many seconds it has counted as lost: 0 where it does not.
    overdue_seconds: i64,
}

impl OpenJob {
    fn new(job: &Job, now: Timestamp) -> Self {
        let overdue = job.due_at().map_or(0, |due| now.millis_since(due).div_euclid(1000));
        Self {
            id: job.job_id,
            team_id: job.team_id.clone(),
            kind: job.request.kind(),
            model: job.request.model().to_owned(),
            status: job.status(),
            created_at: Rfc3339(job.created_at),
            due_at: job.due_at().map(Rfc3339),
            overdue_seconds: overdue.max(0),
        }
    }
}
