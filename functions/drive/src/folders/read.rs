//! `GET …/drive/folders/{id}`: one AWS call.

use domain::TokenScope;
use domain::drive::Folder;
use http::StatusCode;
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters};

use crate::App;
use crate::view::FolderView;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/drive/folders/{id}",
    access: Access::MemberOrToken(TokenScope::FilesRead),
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(read(app, call)),
};

async fn read(app: &App, call: &Call<'_>) -> Handled {
    Ok(web::json(StatusCode::OK, &FolderView::new(&find(app, call).await?)))
}

/// The folder of the `{id}` in the path, if it is the caller's team's.
pub(crate) async fn find(app: &App, call: &Call<'_>) -> Result<Folder, ApiError> {
    app.store.folder(&call.caller()?.team_id, call.path_id()?).await?.ok_or(ApiError::NotFound)
}
