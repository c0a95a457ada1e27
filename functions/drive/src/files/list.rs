//! `GET …/drive/files?folder=&cursor=`: the files of a folder, the newest first; without a folder, those of the root.
//! One AWS call. The first page of a folder takes one more, to refuse a folder that does not exist.

use domain::drive::NO_FOLDER;
use domain::{Caller, FolderId, TeamId};
use serde::Serialize;
use store::FileQuery;
use web::{Access, ApiError, Call, DEFAULT_LIMIT, Endpoint, Handled, MAX_LIMIT, Page, Parameters, cursor};

use crate::errors::no_folder;
use crate::{App, view};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/drive/files",
    access: Access::Member,
    parameters: Parameters::List(&["folder", "limit", "cursor"]),
    handler: |app, call| Box::pin(list(app, call)),
};

async fn list(app: &App, call: &Call<'_>) -> Handled {
    let caller = call.caller()?;
    let query = read_query(call, caller)?;
    if let (Some(folder), None) = (query.folder, query.before) {
        app.store.folder(&caller.team_id, folder).await?.ok_or_else(|| no_folder("folder"))?;
    }
    let page = app.store.list_files(&caller.team_id, &query).await?;
    let shown = Page::fitting(page.files.iter().map(|file| (view::file(call, file), file.id)));
    Ok(shown.reply("files", &Listed::new(caller, query.folder), page.next_before))
}

/// What a cursor is bound to. The length of a page is not part of it: it may change from page to page.
#[derive(Serialize)]
struct Listed<'a> {
    list: &'static str,
    team: &'a TeamId,
    folder: Option<FolderId>,
}

impl<'a> Listed<'a> {
    const fn new(caller: &'a Caller, folder: Option<FolderId>) -> Self {
        Self { list: "files", team: &caller.team_id, folder }
    }
}

fn read_query(call: &Call<'_>, caller: &Caller) -> Result<FileQuery, ApiError> {
    let mut query = call.query();
    let folder = query.read("folder", web::folder_or_root, NO_FOLDER).flatten();
    let listed = Listed::new(caller, folder);
    let wrong = "is not a cursor of this list with these parameters";
    let before = query.read("cursor", |text| cursor::read(text, &listed), wrong);
    let limit = query.limit(DEFAULT_LIMIT, MAX_LIMIT);
    query.finish()?;
    Ok(FileQuery { folder, before, limit })
}
