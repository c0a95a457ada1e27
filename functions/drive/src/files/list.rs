//! `GET …/drive/files?folder=&cursor=`: a folder's files, newest first; without a folder, the root's. One AWS call,
//! and one more for the first page of a folder, to tell an empty one from none.

use domain::drive::{NO_FOLDER, ROOT};
use domain::{Caller, FolderId, TeamId};
use http::StatusCode;
use lambda_http::Request;
use serde::Serialize;
use serde_json::{Value, json};
use store::FileQuery;
use web::{ApiError, Handled, cursor};

use crate::page::Page;
use crate::reply::no_folder;
use crate::{App, view};

pub(crate) async fn list(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let wanted = read_query(request, &caller)?;
    if let (Some(folder), None) = (wanted.folder, wanted.before) {
        app.store.folder(&caller.team_id, folder).await?.ok_or_else(|| no_folder("folder"))?;
    }
    let page = app.store.list_files(&caller.team_id, &wanted).await?;
    let views: Vec<Value> = page.files.iter().map(|file| view::file(request, file)).collect();
    let next = page.next_before.map(|before| cursor::write(&Bound::to(&caller, wanted.folder), &before));
    Ok(web::json(StatusCode::OK, &json!({"files": views, "next_cursor": next})))
}

/// What a cursor is bound to. The length of a page may change on the way.
#[derive(Serialize)]
struct Bound<'a> {
    list: &'static str,
    team: &'a TeamId,
    folder: Option<FolderId>,
}

impl<'a> Bound<'a> {
    fn to(caller: &'a Caller, folder: Option<FolderId>) -> Self {
        Self { list: "files", team: &caller.team_id, folder }
    }
}

fn read_query(request: &Request, caller: &Caller) -> Result<FileQuery, ApiError> {
    let mut page = Page::read(request, &["folder", "limit", "cursor"]);
    let read = |text: &str| match text {
        "" | ROOT => Some(None),
        id => id.parse().ok().map(Some),
    };
    let folder = page.parsed("folder", read, NO_FOLDER).flatten();
    let bound = Bound::to(caller, folder);
    let wrong = "is not a cursor of this list with these parameters";
    let before = page.parsed("cursor", |text| cursor::read(text, &bound), wrong);
    let limit = page.limit;
    page.finish()?;
    Ok(FileQuery { folder, before, limit })
}
