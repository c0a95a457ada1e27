//! `DELETE …/jobs/{id}`: hides a finished job. Its files stay in the drive; the bytes of results whose files were deleted
//! before are deleted with it.

use domain::request::References;
use domain::{Job, TokenScope};
use http::StatusCode;
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters, Problem};

use crate::App;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "DELETE",
    path: "/api/v1/creative-hub/generate/jobs/{id}",
    access: Access::MemberOrToken(TokenScope::JobsWrite),
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(delete(app, call)),
};

pub(crate) const STILL_RUNNING: Problem =
    Problem::conflict("still_running", "The job has not ended. Cancel it, or wait until it has.");

async fn delete(app: &App, call: &Call<'_>) -> Handled {
    let (caller, job_id) = (call.caller()?, call.path_id()?);
    loop {
        let before = web::visible_job(&app.store, caller, job_id).await?;
        if !before.job.status().is_terminal() {
            return Err(ApiError::conflict(STILL_RUNNING));
        }
        let hidden = Job { hidden: true, ..before.job.clone() };
        // Without a record, another writer came first, such as the announcement of a low balance: look again.
        if app.store.replace(&before, &hidden).await?.is_some() {
            tracing::info!(%job_id, team_id = %caller.team_id, "a job was hidden");
            if let Err(error) = delete_orphans(app, &hidden).await {
                // Nobody can reach these bytes any more; they only take up room.
                tracing::error!(%job_id, team_id = %caller.team_id, error, "results of a hidden job stay in the bucket");
            }
            return Ok(web::empty(StatusCode::NO_CONTENT));
        }
    }
}

/// Deletes the bytes of results that are no longer in the drive. The job was the last to show them.
async fn delete_orphans(app: &App, job: &Job) -> Result<(), String> {
    let results = job.result_files();
    let files = results.iter().map(|file| file.id).collect();
    let references = References { files, ..References::default() };
    let found = app.store.referenced(&job.team_id, &references).await.map_err(|error| error.to_string())?;
    for result in results.iter().filter(|result| found.file(result.id).is_none()) {
        app.files.delete(&result.stored.key).await.map_err(|error| error.to_string())?;
    }
    Ok(())
}
