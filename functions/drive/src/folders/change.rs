//! `PATCH …/drive/folders/{id}`: renames in one AWS call, moves in two.

use domain::drive::FolderChange;
use http::StatusCode;
use lambda_http::Request;
use store::Changed;
use web::{ApiError, Handled};

use crate::reply::{misplaced, path_id};
use crate::{App, MAX_BODY_BYTES, view};

pub(crate) async fn change(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let id = path_id(request)?;
    let change = FolderChange::read(&web::read_json(request, MAX_BODY_BYTES)?).map_err(ApiError::Fields)?;
    match app.store.change_folder(&caller.team_id, id, &change).await? {
        Changed::Now(folder) => Ok(web::json(StatusCode::OK, &view::folder(&folder))),
        Changed::NotFound => Err(ApiError::NotFound),
        Changed::Refused(why) => Err(misplaced(why)),
    }
}
