//! `POST …/drive/folders`: two AWS calls.

use domain::FolderId;
use domain::drive::NewFolder;
use lambda_http::Request;
use web::Handled;

use crate::reply::{bound, created, misplaced, read_new};
use crate::{App, view};

pub(crate) async fn create(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let (asked, key) = read_new(request, NewFolder::read)?;
    let now = app.clock.now();
    let id = FolderId::new(now, rand::random());
    let folder = asked.clone().into_folder(id, caller.team_id.clone(), caller.user_id.clone(), now);
    let reply = view::folder(&folder);
    let key = bound(request, &caller, key, &asked, &reply, now);
    created(app.store.create_folder(&folder, key.as_ref()).await?, &reply, misplaced)
}
