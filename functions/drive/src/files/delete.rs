//! `DELETE …/drive/files/{id}`: two AWS calls (one more for a member), and one to delete the bytes. The job of a result
//! is read first.

use domain::drive::DriveFile;
use http::StatusCode;
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters};

use super::read::find;
use crate::App;
use crate::rights::may_change;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "DELETE",
    path: "/api/v1/creative-hub/drive/files/{id}",
    access: Access::Maker,
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(delete(app, call)),
};

async fn delete(app: &App, call: &Call<'_>) -> Handled {
    let caller = call.caller()?;
    may_change(caller, "file", async { Ok(find(app, call).await?.user_id) }).await?;
    let file = app.store.delete_file(&caller.team_id, call.path_id()?).await?;
    let file = file.ok_or(ApiError::NotFound)?;
    if !is_shown_by_its_job(app, &file).await
        && let Err(error) = app.files.delete(&file.stored.key).await
    {
        // Nobody can reach the bytes any more; they only take up room.
        tracing::error!(file_id = %file.id, team_id = %file.team_id, %error, "a deleted file stays in the bucket");
    }
    Ok(web::empty(StatusCode::NO_CONTENT))
}

/// Until it is hidden, a job goes on showing its results. The bytes are deleted with the later of the two: the file of
/// the drive, or the job.
async fn is_shown_by_its_job(app: &App, file: &DriveFile) -> bool {
    let Some(job_id) = file.job_id else { return false };
    match app.store.job_is_hidden(&file.team_id, job_id).await {
        Ok(hidden) => hidden == Some(false),
        Err(error) => {
            tracing::error!(file_id = %file.id, team_id = %file.team_id, %error, "the bytes of a deleted file were left");
            true
        }
    }
}
