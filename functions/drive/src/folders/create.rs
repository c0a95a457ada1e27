//! `POST …/drive/folders`: two AWS calls.

use domain::FolderId;
use domain::drive::NewFolder;
use lambda_http::Request;
use web::{ApiError, Handled};

use crate::reply::{key_of, made, misplaced};
use crate::{App, MAX_BODY_BYTES, view};

pub(crate) async fn create(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let asked = NewFolder::read(&web::read_json(request, MAX_BODY_BYTES)?).map_err(ApiError::Fields)?;
    let now = app.clock.now();
    let id = FolderId::new(now, rand::random());
    let folder = asked.clone().into_folder(id, caller.team_id.clone(), caller.user_id.clone(), now);
    let reply = view::folder(&folder);
    let key = key_of(request, &caller, &asked, &reply, now)?;
    made(app.store.create_folder(&folder, key.as_ref()).await?, &reply, misplaced)
}
