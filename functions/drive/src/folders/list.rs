//! `GET …/drive/folders`: all folders of the team, or those directly in `parent` (`root`: in none). One AWS call.

use domain::FolderId;
use domain::drive::{NO_FOLDER, ROOT};
use http::StatusCode;
use lambda_http::Request;
use serde_json::{Value, json};
use web::{ApiError, Handled};

use crate::App;
use crate::page::Page;
use crate::reply::no_folder;
use crate::view;

pub(crate) async fn list(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let parent = read_parent(request)?;
    let folders = app.store.folders(&caller.team_id).await?;
    if let Some(Some(parent)) = parent
        && !folders.iter().any(|folder| folder.id == parent)
    {
        return Err(no_folder("parent"));
    }
    let wanted = folders.iter().filter(|folder| parent.is_none_or(|parent| folder.parent_id == parent));
    let views: Vec<Value> = wanted.map(view::folder).collect();
    Ok(web::json(StatusCode::OK, &json!({"folders": views})))
}

/// `None`: whatever the parent.
#[expect(clippy::option_option, reason = "a parent may be asked for, and asked for as none")]
fn read_parent(request: &Request) -> Result<Option<Option<FolderId>>, ApiError> {
    let mut page = Page::read(request, &["parent"]);
    let read = |text: &str| if text == ROOT { Some(None) } else { text.parse().ok().map(Some) };
    let parent = page.parsed("parent", read, NO_FOLDER);
    page.finish()?;
    Ok(parent)
}
