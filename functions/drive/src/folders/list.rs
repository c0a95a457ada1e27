//! `GET …/drive/folders`: the folders of the team, the oldest first; with `parent`, those directly in that folder or in the
//! root. One AWS call.

use domain::drive::{Folder, MAX_FOLDERS, ROOT};
use domain::{FolderId, TokenScope};
use serde::Serialize;
use web::parameter::CURSOR_WITH_PARAMETERS;
use web::{Accepts, Access, Call, Endpoint, Handled, Page, Parameter, Parameters, cursor};

use crate::App;
use crate::errors::no_folder;
use crate::view::FolderView;

const PARENT: Parameter = Parameter {
    name: "parent",
    accepts: Accepts::FolderOrRoot,
    about: "Only folders that lie directly in this one; `root`: in none.",
    example: Some("root"),
};
const LIMIT: Parameter = Parameter::limit(MAX_FOLDERS, MAX_FOLDERS);

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/drive/folders",
    access: Access::MemberOrToken(TokenScope::FilesRead),
    parameters: Parameters::List(&[&PARENT, &LIMIT, &CURSOR_WITH_PARAMETERS]),
    handler: |app, call| Box::pin(list(app, call)),
};

async fn list(app: &App, call: &Call<'_>) -> Handled {
    let team = &call.caller()?.team_id;
    let mut query = call.query();
    let parent = query.read(&PARENT, Parent::read).unwrap_or(Parent::Any);
    let listed = ("folders", team, parent);
    let after: Option<FolderId> = query.read(&CURSOR_WITH_PARAMETERS, |text| cursor::read(text, &listed));
    let limit = query.limit(&LIMIT);
    query.finish()?;
    let folders = app.store.folders(team).await?;
    if let Parent::Folder(parent) = parent
        && !folders.iter().any(|folder| folder.id == parent)
    {
        return Err(no_folder("parent", Some(parent)));
    }
    let behind = folders.iter().filter(|folder| after.is_none_or(|after| folder.id > after));
    let mut wanted = behind.filter(|folder| parent.has(folder)).peekable();
    let first = wanted.by_ref().take(limit).map(|folder| (FolderView::new(folder), folder.id));
    let first: Vec<_> = first.collect();
    let next = first.last().map(|(_, id)| *id).filter(|_| wanted.peek().is_some());
    Ok(Page::fitting(first).reply(&listed, next))
}

/// In which folder the listed ones lie.
#[derive(Clone, Copy, Serialize)]
enum Parent {
    Any,
    Root,
    Folder(FolderId),
}

impl Parent {
    fn read(text: &str) -> Option<Self> {
        if text == ROOT { Some(Self::Root) } else { text.parse().ok().map(Self::Folder) }
    }

    fn has(self, folder: &Folder) -> bool {
        match self {
            Self::Any => true,
            Self::Root => folder.parent_id.is_none(),
            Self::Folder(parent) => folder.parent_id == Some(parent),
        }
    }
}
