//! Which job a caller means.

use domain::{Caller, JobId};
use store::{JobRecord, Store};

use crate::ApiError;

/// The job of that id, if the caller may see it. One AWS call, two for a large request.
pub async fn visible_job(store: &Store, caller: &Caller, job_id: JobId) -> Result<JobRecord, ApiError> {
    let record = store.job(&caller.team_id, job_id).await?;
    record.filter(|record| caller.may_see(&record.job)).ok_or(ApiError::NotFound)
}
