//! `GET …/generate/jobs/{id}`: one AWS call. Links are signed afresh on every read.

use domain::request::Family;
use domain::{Job, JobId};
use lambda_http::Request;
use web::{ApiError, Handled};

use crate::view::{self, sign};
use crate::{App, reply};

/// The job that the path names, if the caller may see it.
pub(crate) async fn find(app: &App, request: &Request) -> Result<Job, ApiError> {
    let caller = app.callers.identify(request.headers()).await?;
    let job_id: JobId = web::path_parameter(request, "id").parse().map_err(|_| ApiError::NotFound)?;
    let stored = app.store.job(&caller.team_id, job_id).await?;
    let job = stored.map(|stored| stored.job).filter(|job| caller.may_see(job) && !job.hidden);
    job.ok_or(ApiError::NotFound)
}

pub(crate) async fn read(app: &App, request: &Request) -> Handled {
    let job = find(app, request).await?;
    let links = sign(app, &job).await?;
    Ok(reply::of_job(&job, &view::job(&job, &links), Family::Legacy))
}
