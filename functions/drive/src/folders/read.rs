//! `GET …/drive/folders/{id}`: one AWS call.

use http::StatusCode;
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters};

use crate::{App, view};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/drive/folders/{id}",
    access: Access::Member,
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(read(app, call)),
};

async fn read(app: &App, call: &Call<'_>) -> Handled {
    let folder = app.store.folder(&call.caller()?.team_id, call.path_id()?).await?;
    Ok(web::json(StatusCode::OK, &view::folder(&folder.ok_or(ApiError::NotFound)?)))
}
