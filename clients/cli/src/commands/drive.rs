//! The drive: uploads, files and folders.

use std::path::PathBuf;

use domain::FolderId;
use serde_json::json;

use super::{Hub, listing};
use crate::api::Call;
use crate::args::{Folders, Page};
use crate::failure::Failure;
use crate::replies::Folder;
use crate::upload::{Announced, upload};

/// Nothing is uploaded unless all of the files are there.
pub(super) async fn upload_all(
    hub: &mut Hub<'_>,
    files: &[PathBuf],
    folder: Option<FolderId>,
    mime: Option<&str>,
) -> Result<(), Failure> {
    let announced: Result<Vec<_>, _> = files.iter().map(|file| Announced::new(file, mime)).collect();
    for announced in announced? {
        let (answer, file) = upload(hub, &announced, folder).await?;
        hub.shell.say(if hub.json { &answer.text } else { &file.asset })?;
    }
    Ok(())
}

pub(super) async fn files(hub: &mut Hub<'_>, folder: Option<FolderId>, page: &Page) -> Result<(), Failure> {
    listing::pages(hub, &listing::FILES, page, |call| call.with("folder", folder)).await
}

pub(super) async fn folders(hub: &mut Hub<'_>, command: Option<Folders>, page: &Page) -> Result<(), Failure> {
    match command {
        None => listing::pages(hub, &listing::FOLDERS, page, |call| call).await,
        Some(Folders::Create { name, parent }) => create(hub, &name, parent).await,
        Some(Folders::Delete { id }) => {
            let call = Call::delete(format!("{}/{id}", listing::FOLDERS.path));
            hub.api()?.send(&call).await.map(drop)
        }
    }
}

async fn create(hub: &mut Hub<'_>, name: &str, parent: Option<FolderId>) -> Result<(), Failure> {
    let body = json!({"name": name, "parent_id": parent});
    let answer = hub.api()?.send(&Call::post(listing::FOLDERS.path, Some(body))).await?;
    if hub.json {
        return hub.shell.say(&answer.text);
    }
    let folder: Folder = answer.read()?;
    hub.shell.say(&folder.id)
}
