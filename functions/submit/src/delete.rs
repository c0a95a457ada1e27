//! `DELETE …/jobs/{id}`: hides a finished job; its files stay.

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
            return Ok(web::empty(StatusCode::NO_CONTENT));
        }
    }
}
