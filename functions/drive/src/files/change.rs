//! `PATCH …/drive/files/{id}`: renames, moves, marks and labels. Two AWS calls; one more for a member.

use domain::drive::FileChange;
use store::NoFolder;
use web::{Access, Call, Endpoint, Handled, Parameters};

use super::read::find;
use crate::errors::no_folder;
use crate::rights::may_change;
use crate::view::FileView;
use crate::{App, patch};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "PATCH",
    path: "/api/v1/creative-hub/drive/files/{id}",
    access: Access::Maker,
    parameters: Parameters::IgnoredBesideBody,
    handler: |app, call| Box::pin(change(app, call)),
};

async fn change(app: &App, call: &Call<'_>) -> Handled {
    let (caller, id) = (call.caller()?, call.path_id()?);
    may_change(caller, "file", async { Ok(find(app, call).await?.user_id) }).await?;
    let change = call.read(FileChange::read)?;
    let changed = app.store.change_file(&caller.team_id, id, &change).await?;
    patch::reply(
        changed,
        |file| FileView::new(call, file),
        |NoFolder| no_folder("folder_id", change.folder_id.applied_to(None)),
    )
}
