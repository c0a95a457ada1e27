//! `PATCH …/drive/files/{id}`: renames and moves. Two AWS calls.

use domain::drive::FileChange;
use http::StatusCode;
use lambda_http::Request;
use store::{Changed, NoFolder};
use web::{ApiError, Handled};

use crate::reply::{no_folder, path_id};
use crate::{App, MAX_BODY_BYTES, view};

pub(crate) async fn change(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let id = path_id(request)?;
    let change = FileChange::read(&web::read_json(request, MAX_BODY_BYTES)?).map_err(ApiError::Fields)?;
    match app.store.change_file(&caller.team_id, id, &change).await? {
        Changed::Now(file) => Ok(web::json(StatusCode::OK, &view::file(request, &file))),
        Changed::NotFound => Err(ApiError::NotFound),
        Changed::Refused(NoFolder) => Err(no_folder("folder_id")),
    }
}
