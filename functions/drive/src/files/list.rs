//! `GET …/drive/files?folder=&cursor=`: the files of a folder, the newest first; without a folder, those of the root.
//! One AWS call, and up to five with `favorite` or `label`. The first page of a folder takes one more, to refuse a folder that does not exist.

use domain::drive::LABEL_CHARACTERS;
use domain::{Caller, FolderId, TeamId, TokenScope};
use serde::Serialize;
use store::FileQuery;
use web::parameter::{CURSOR_WITH_PARAMETERS, LIMIT};
use web::{Accepts, Access, ApiError, Call, Endpoint, Handled, Page, Parameter, Parameters, cursor};

use crate::App;
use crate::errors::no_folder;
use crate::view::FileView;

const FOLDER: Parameter = Parameter {
    name: "folder",
    accepts: Accepts::FolderOrRoot,
    about: "The folder whose files are listed. Without it, the root's.",
    example: Some("root"),
};
const FAVORITE: Parameter = Parameter {
    name: "favorite",
    accepts: Accepts::Switch { default: None },
    about: "Only files that are marked as a favourite, or only others.",
    example: Some("true"),
};
const LABEL: Parameter = Parameter {
    name: "label",
    accepts: Accepts::Characters { least: *LABEL_CHARACTERS.start(), most: *LABEL_CHARACTERS.end() },
    about: "Only files with this label.",
    example: Some("hero"),
};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/drive/files",
    access: Access::MemberOrToken(TokenScope::FilesRead),
    parameters: Parameters::List(&[&FOLDER, &FAVORITE, &LABEL, &LIMIT, &CURSOR_WITH_PARAMETERS]),
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
    let folder = query.read(&FOLDER, web::folder_or_root).flatten();
    let favorite = query.switch(&FAVORITE);
    let label = query.text(&LABEL);
    let limit = query.limit(&LIMIT);
    let wanted = FileQuery { folder, favorite, label, before: None, limit };
    let listed = Scope::new(caller, &wanted);
    let before = query.read(&CURSOR_WITH_PARAMETERS, |text| cursor::read(text, &listed));
    query.finish()?;
    Ok(FileQuery { before, ..wanted })
}
