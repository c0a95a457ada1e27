//! `GET …/drive/files/{id}`: one AWS call.

use domain::drive::DriveFile;
use http::StatusCode;
use lambda_http::Request;
use web::{ApiError, Handled};

use crate::reply::path_id;
use crate::{App, view};

/// The file that the path names, if it is the caller's team's.
pub(crate) async fn find(app: &App, request: &Request) -> Result<DriveFile, ApiError> {
    let caller = app.callers.identify(request.headers()).await?;
    app.store.file(&caller.team_id, path_id(request)?).await?.ok_or(ApiError::NotFound)
}

pub(crate) async fn read(app: &App, request: &Request) -> Handled {
    let file = find(app, request).await?;
    Ok(web::json(StatusCode::OK, &view::file(request, &file)))
}
