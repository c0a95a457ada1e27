//! `DELETE …/drive/folders/{id}`: only when empty. Two AWS calls.

use http::StatusCode;
use lambda_http::Request;
use serde_json::Map;
use store::FolderDeleted;
use web::{ApiError, Handled};

use crate::App;
use crate::reply::path_id;

pub(crate) async fn delete(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    match app.store.delete_folder(&caller.team_id, path_id(request)?).await? {
        FolderDeleted::Now => Ok(web::empty(StatusCode::NO_CONTENT)),
        FolderDeleted::NotFound => Err(ApiError::NotFound),
        FolderDeleted::NotEmpty => Err(ApiError::Conflict {
            code: "folder_not_empty",
            message: "The folder is not empty. Move or delete what is in it first.",
            details: Map::new(),
        }),
    }
}
