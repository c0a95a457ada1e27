//! `DELETE …/drive/folders/{id}`: only an empty folder is deleted. Two AWS calls; one more for a member.

use http::StatusCode;
use store::FolderDeleted;
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters, Problem};

use super::read::find;
use crate::App;
use crate::rights::may_change;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "DELETE",
    path: "/api/v1/creative-hub/drive/folders/{id}",
    access: Access::Maker,
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(delete(app, call)),
};

pub(crate) const NOT_EMPTY: Problem =
    Problem::conflict("folder_not_empty", "The folder is not empty. Move or delete what is in it first.");

async fn delete(app: &App, call: &Call<'_>) -> Handled {
    let caller = call.caller()?;
    may_change(caller, "folder", async { Ok(find(app, call).await?.user_id) }).await?;
    match app.store.delete_folder(&caller.team_id, call.path_id()?).await? {
        FolderDeleted::Now => Ok(web::empty(StatusCode::NO_CONTENT)),
        FolderDeleted::NotFound => Err(ApiError::NotFound),
        FolderDeleted::NotEmpty => Err(ApiError::conflict(NOT_EMPTY)),
    }
}
