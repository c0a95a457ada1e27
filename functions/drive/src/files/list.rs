//! `GET …/drive/files?folder=&cursor=`: the files of a folder, the newest first; without a folder, those of the root.
//! One AWS call, and up to five with `favorite` or `label`. The first page of a folder takes one more, to refuse a folder that does not exist.

use domain::drive::{self, LABEL_CHARACTERS};
use domain::{Caller, FolderId, TeamId, TokenScope};
use serde::Serialize;
use store::FileQuery;
use web::{Access, ApiError, Call, DEFAULT_LIMIT, Endpoint, Handled, MAX_LIMIT, Page, Parameters, cursor};

use crate::App;
use crate::errors::no_folder;
use crate::view::FileView;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/drive/files",
    access: Access::MemberOrToken(TokenScope::FilesRead),
    parameters: Parameters::List(&["folder", "favorite", "label", "limit", "cursor"]),
    handler: |app, call| Box::pin(list(app, call)),
};

async fn list(app: &App, call: &Call<'_>) -> Handled {
    let caller = call.caller()?;
    let query = read_query(call, caller)?;
    if let (Some(folder), None) = (query.folder, query.before) {
        app.store.folder(&caller.team_id, folder).await?.ok_or_else(|| no_folder("folder", Some(folder)))?;
    }
    let page = app.store.list_files(&caller.team_id, &query).await?;
    let shown = Page::fitting(page.files.iter().map(|file| (FileView::new(call, file), file.id)));
    Ok(shown.reply(&Scope::new(caller, &query), page.next_before))
}

/// What a cursor is bound to. The length of a page is not part of it: it may change from page to page.
#[derive(Serialize)]
struct Scope<'a> {
    list: &'static str,
    team: &'a TeamId,
    folder: Option<FolderId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    favorite: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
}

impl<'a> Scope<'a> {
    fn new(caller: &'a Caller, query: &'a FileQuery) -> Self {
        let FileQuery { folder, favorite, label, .. } = query;
        let (folder, favorite, label) = (*folder, *favorite, label.as_deref());
        Self { list: "files", team: &caller.team_id, folder, favorite, label }
    }
}

fn read_query(call: &Call<'_>, caller: &Caller) -> Result<FileQuery, ApiError> {
    let mut query = call.query();
    let folder = query.read_or("folder", web::folder_or_root, drive::no_folder).flatten();
    let favorite = query.read("favorite", |text| text.parse().ok(), "must be true or false");
    let label = query.read("label", label, "must have 1 to 40 characters");
    let limit = query.limit(DEFAULT_LIMIT, MAX_LIMIT);
    let wanted = FileQuery { folder, favorite, label, before: None, limit };
    let listed = Scope::new(caller, &wanted);
    let wrong = "is not a cursor of this list with these parameters";
    let before = query.read("cursor", |text| cursor::read(text, &listed), wrong);
    query.finish()?;
    Ok(FileQuery { before, ..wanted })
}

fn label(text: &str) -> Option<String> {
    LABEL_CHARACTERS.contains(&text.chars().count()).then(|| text.to_owned())
}
