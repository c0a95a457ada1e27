//! `PATCH …/drive/folders/{id}`: renames in one AWS call, moves in two; one more for a member.

use domain::drive::FolderChange;
use web::{Access, Call, Endpoint, Handled, Parameters};

use super::read::find;
use crate::errors::misplaced;
use crate::rights::may_change;
use crate::view::FolderView;
use crate::{App, patch};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "PATCH",
    path: "/api/v1/creative-hub/drive/folders/{id}",
    access: Access::Maker,
    parameters: Parameters::IgnoredBesideBody,
    handler: |app, call| Box::pin(change(app, call)),
};

async fn change(app: &App, call: &Call<'_>) -> Handled {
    let (caller, id) = (call.caller()?, call.path_id()?);
    may_change(caller, "folder", async { Ok(find(app, call).await?.user_id) }).await?;
    let change = call.read(FolderChange::read)?;
    let changed = app.store.change_folder(&caller.team_id, id, &change).await?;
    patch::reply(changed, FolderView::new, |why| misplaced(why, change.parent_id.applied_to(None)))
}
