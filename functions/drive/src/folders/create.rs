//! `POST …/drive/folders`: two AWS calls.

use domain::FolderId;
use domain::drive::NewFolder;
use web::{Access, Call, Endpoint, Handled, Parameters};

use crate::errors::misplaced;
use crate::view::FolderView;
use crate::{App, creation};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "POST",
    path: "/api/v1/creative-hub/drive/folders",
    access: Access::Member,
    parameters: Parameters::None,
    handler: |app, call| Box::pin(create(app, call)),
};

async fn create(app: &App, call: &Call<'_>) -> Handled {
    let caller = call.caller()?;
    let (new_folder, key) = creation::read(call, NewFolder::read)?;
    let now = app.clock.now();
    let id = FolderId::new(now, rand::random());
    let folder = new_folder.clone().into_folder(id, caller.team_id.clone(), caller.user_id.clone(), now);
    let reply = FolderView::new(&folder);
    let key = creation::bind(call, key, &new_folder, &reply, now)?;
    let made = app.store.create_folder(&folder, key.as_ref()).await?;
    creation::reply(made, &reply, |why| misplaced(why, folder.parent_id))
}
