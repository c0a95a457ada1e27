//! `GET …/drive/folders`: all folders of the team; with `parent`, those directly in that folder or in the root. One AWS
//! call.

use domain::FolderId;
use domain::drive::{NO_FOLDER, ROOT};
use http::StatusCode;
use serde_json::{Value, json};
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters};

use crate::errors::no_folder;
use crate::{App, view};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/drive/folders",
    access: Access::Member,
    parameters: Parameters::List(&["parent"]),
    handler: |app, call| Box::pin(list(app, call)),
};

async fn list(app: &App, call: &Call<'_>) -> Handled {
    let wanted = read_parent(call)?;
    let folders = app.store.folders(&call.caller()?.team_id).await?;
    if let Parent::Folder(parent) = wanted
        && !folders.iter().any(|folder| folder.id == parent)
    {
        return Err(no_folder("parent"));
    }
    let listed = folders.iter().filter(|folder| match wanted {
        Parent::Any => true,
        Parent::Root => folder.parent_id.is_none(),
        Parent::Folder(parent) => folder.parent_id == Some(parent),
    });
    let views: Vec<Value> = listed.map(view::folder).collect();
    Ok(web::json(StatusCode::OK, &json!({"folders": views})))
}

/// In which folder the listed ones lie.
#[derive(Clone, Copy)]
enum Parent {
    Any,
    Root,
    Folder(FolderId),
}

fn read_parent(call: &Call<'_>) -> Result<Parent, ApiError> {
    let mut query = call.query();
    let read =
        |text: &str| if text == ROOT { Some(Parent::Root) } else { text.parse().ok().map(Parent::Folder) };
    let parent = query.read("parent", read, NO_FOLDER);
    query.finish()?;
    Ok(parent.unwrap_or(Parent::Any))
}
