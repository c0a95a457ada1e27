//! `DELETE …/drive/files/{id}`: two AWS calls, and one for its bytes; a result's job is looked at first.

use domain::drive::DriveFile;
use http::StatusCode;
use lambda_http::Request;
use web::{ApiError, Handled};

use crate::App;
use crate::reply::path_id;

pub(crate) async fn delete(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let file = app.store.delete_file(&caller.team_id, path_id(request)?).await?;
    let file = file.ok_or(ApiError::NotFound)?;
    if !is_shown_by_its_job(app, &file).await
        && let Err(error) = app.files.delete(&file.stored.key).await
    {
        // Nobody can reach it any more: it costs its room and nothing else.
        tracing::error!(file_id = %file.id, team_id = %file.team_id, %error, "a deleted file stays in the bucket");
    }
    Ok(web::empty(StatusCode::NO_CONTENT))
}

/// Until it is hidden, a job goes on showing its results; whoever comes last deletes the bytes.
async fn is_shown_by_its_job(app: &App, file: &DriveFile) -> bool {
    let Some(job_id) = file.job_id else { return false };
    match app.store.job(&file.team_id, job_id).await {
        Ok(job) => job.is_some_and(|stored| !stored.job.hidden),
        Err(error) => {
            tracing::error!(file_id = %file.id, team_id = %file.team_id, %error, "the bytes of a deleted file were left");
            true
        }
    }
}
