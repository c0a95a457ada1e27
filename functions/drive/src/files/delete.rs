//! `DELETE …/drive/files/{id}`: two AWS calls, three for what was uploaded.

use http::StatusCode;
use lambda_http::Request;
use web::{ApiError, Handled};

use crate::App;
use crate::reply::path_id;

pub(crate) async fn delete(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let file = app.store.delete_file(&caller.team_id, path_id(request)?).await?;
    let file = file.ok_or(ApiError::NotFound)?;
    // A job goes on showing its results.
    if file.job_id.is_none()
        && let Err(error) = app.files.delete(&file.stored.key).await
    {
        // Nobody can reach it any more: it costs its room and nothing else.
        tracing::error!(file_id = %file.id, team_id = %file.team_id, %error, "a deleted file stays in the bucket");
    }
    Ok(web::empty(StatusCode::NO_CONTENT))
}
