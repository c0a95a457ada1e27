//! The keys of the drive's table, and its rows as items.

use aws_sdk_dynamodb::types::builders::UpdateBuilder;
use aws_sdk_dynamodb::types::{AttributeValue, Put, Update};
use domain::drive::{DriveFile, Folder, Upload};
use domain::{FileId, FolderId, TeamId};

use crate::attribute::{Item, number, text, to_item};
use crate::{Error, Store, transaction};

/// The key of the row that counts the moves of a team's folders. It is a prefix of every folder's key, so a query for the
/// prefix finds this row first and then all folders.
pub(super) const TREE: &str = "folder";
/// The table's time to live: after it, in Unix seconds, DynamoDB deletes the row.
const REMOVED_AFTER: &str = "removed_after";
/// How long an upload's row is kept beyond its end: a day, so that no clock that is behind misses it.
const KEPT_SECONDS: i64 = 24 * 60 * 60;

pub(crate) fn folder_key(id: FolderId) -> String {
    format!("folder#{id}")
}

pub(crate) fn file_key(id: FileId) -> String {
    format!("file#{id}")
}

pub(super) fn upload_key(id: FileId) -> String {
    format!("upload#{id}")
}

/// The index's key for all files of one folder. Ids may contain any character: a JSON array keeps them apart.
pub(super) fn team_folder(team_id: &TeamId, folder: Option<FolderId>) -> String {
    serde_json::json!([team_id, folder]).to_string()
}

pub(super) fn folder_item(folder: &Folder) -> Result<Item, Error> {
    keyed(to_item(folder)?, &folder_key(folder.id))
}

pub(super) fn file_item(file: &DriveFile) -> Result<Item, Error> {
    let mut item = keyed(to_item(file)?, &file_key(file.id))?;
    item.insert("team_folder".to_owned(), text(&team_folder(&file.team_id, file.folder_id)));
    Ok(item)
}

pub(super) fn upload_item(upload: &Upload) -> Result<Item, Error> {
    let mut item = keyed(to_item(upload)?, &upload_key(upload.id))?;
    let removed_after = number(upload.expires_at.as_seconds() + KEPT_SECONDS);
    item.insert(REMOVED_AFTER.to_owned(), removed_after);
    Ok(item)
}

fn keyed(mut item: Item, entry: &str) -> Result<Item, Error> {
    match item.insert("entry".to_owned(), text(entry)) {
        None => Ok(item),
        Some(_) => Err(Error::Bug("a row of the drive has an attribute called entry".to_owned())),
    }
}

impl Store {
    /// Puts a row that must not be there yet.
    pub(super) fn new_entry(&self, item: Item) -> Result<Put, Error> {
        transaction::put(
            aws_sdk_dynamodb::types::Put::builder()
                .table_name(&self.tables.drive)
                .set_item(Some(item))
                .condition_expression("attribute_not_exists(entry)"),
        )
    }

    pub(super) fn entry_update(&self, team_id: &TeamId, entry: &str) -> UpdateBuilder {
        Update::builder()
            .table_name(&self.tables.drive)
            .key("team_id", text(team_id))
            .key("entry", text(entry))
    }

    /// Adds `by` to a folder's count. It refuses if there is no such folder.
    pub(super) fn count(&self, team_id: &TeamId, folder: FolderId, by: i64) -> Result<Update, Error> {
        transaction::update(
            self.entry_update(team_id, &folder_key(folder))
                .update_expression("SET children = children + :by")
                .condition_expression("attribute_exists(entry)")
                .expression_attribute_values(":by", number(by)),
        )
    }
}

/// The condition that a row still has the folder that was read, and the value that the condition needs.
pub(super) fn still_in(
    attribute: &str,
    folder: Option<FolderId>,
) -> (String, Option<(&'static str, AttributeValue)>) {
    match folder {
        Some(folder) => (format!("{attribute} = :was_in"), Some((":was_in", text(&folder)))),
        None => (format!("attribute_exists(entry) AND attribute_not_exists({attribute})"), None),
    }
}
