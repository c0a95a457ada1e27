//! `PATCH …/drive/folders/{id}`: renames in one AWS call, moves in two.

use domain::drive::FolderChange;
use web::{Access, Call, Endpoint, Handled, Parameters};

use crate::errors::misplaced;
use crate::{App, patch, view};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "PATCH",
    path: "/api/v1/creative-hub/drive/folders/{id}",
    access: Access::Member,
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(change(app, call)),
};

async fn change(app: &App, call: &Call<'_>) -> Handled {
    let id = call.path_id()?;
    let change = FolderChange::read(&call.json()?)?;
    let changed = app.store.change_folder(&call.caller()?.team_id, id, &change).await?;
    patch::reply(changed, view::folder, misplaced)
}
