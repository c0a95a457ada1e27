//! `DELETE …/jobs/{id}`: hides a finished job; its files stay. Results whose files were deleted before go with it.

use domain::request::References;
use domain::{Job, JobId};
use http::StatusCode;
use lambda_http::Request;
use serde_json::Map;
use web::{ApiError, Handled};

use crate::App;

pub(crate) async fn delete(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let job_id: JobId = web::path_parameter(request, "id").parse().map_err(|_| ApiError::NotFound)?;
    loop {
        let before = app.store.job(&caller.team_id, job_id).await?;
        let before = before.filter(|before| caller.may_see(&before.job) && !before.job.hidden);
        let before = before.ok_or(ApiError::NotFound)?;
        if !before.job.status.is_terminal() {
            let message = "The job has not ended. Cancel it, or wait until it has.";
            return Err(ApiError::Conflict { code: "still_running", message, details: Map::new() });
        }
        let hidden = Job { hidden: true, ..before.job.clone() };
        // An announcement may write at the same time: look again.
        if app.store.replace(&before, &hidden).await?.is_some() {
            tracing::info!(%job_id, team_id = %caller.team_id, "a job was hidden");
            if let Err(error) = forget_deleted(app, &hidden).await {
                // Nobody can reach them any more: they cost their room and nothing else.
                tracing::error!(%job_id, team_id = %caller.team_id, error, "results of a hidden job stay in the bucket");
            }
            return Ok(web::empty(StatusCode::NO_CONTENT));
        }
    }
}

/// Bytes that are neither a file of the drive nor a job's any more.
async fn forget_deleted(app: &App, job: &Job) -> Result<(), String> {
    let results = job.result_files();
    let files = results.iter().map(|file| file.id).collect();
    let references = References { files, ..References::default() };
    let found = app.store.referenced(&job.team_id, &references).await.map_err(|error| error.to_string())?;
    for result in results.iter().filter(|result| found.file(result.id).is_none()) {
        app.files.delete(&result.stored.key).await.map_err(|error| error.to_string())?;
    }
    Ok(())
}
