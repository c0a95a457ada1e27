//! `PATCH …/drive/files/{id}`: renames and moves. Two AWS calls.

use domain::drive::FileChange;
use store::NoFolder;
use web::{Access, Call, Endpoint, Handled, Parameters};

use crate::errors::no_folder;
use crate::{App, patch, view};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "PATCH",
    path: "/api/v1/creative-hub/drive/files/{id}",
    access: Access::Member,
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(change(app, call)),
};

async fn change(app: &App, call: &Call<'_>) -> Handled {
    let id = call.path_id()?;
    let change = FileChange::read(&call.json()?)?;
    let changed = app.store.change_file(&call.caller()?.team_id, id, &change).await?;
    patch::reply(changed, |file| view::file(call.request, file), |NoFolder| no_folder("folder_id"))
}
