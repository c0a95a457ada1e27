//! `GET …/drive/files/{id}`: one AWS call.

use domain::TokenScope;
use domain::drive::DriveFile;
use http::StatusCode;
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters};

use crate::App;
use crate::view::FileView;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/drive/files/{id}",
    access: Access::MemberOrToken(TokenScope::FilesRead),
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(read(app, call)),
};

async fn read(app: &App, call: &Call<'_>) -> Handled {
    let file = find(app, call).await?;
    Ok(web::json(StatusCode::OK, &FileView::new(call, &file)))
}

/// The file of the `{id}` in the path, if it is the caller's team's.
pub(crate) async fn find(app: &App, call: &Call<'_>) -> Result<DriveFile, ApiError> {
    app.store.file(&call.caller()?.team_id, call.path_id()?).await?.ok_or(ApiError::NotFound)
}
