//! Reading one file, or a folder's files.

use domain::drive::DriveFile;
use domain::{FileId, FolderId, TeamId};
use serde::Deserialize;

use super::entry::{file_key, team_folder};
use crate::attribute::{from_item, text};
use crate::tables::BY_FOLDER;
use crate::{Error, Store};

/// Which files are wanted, the newest first.
#[derive(Debug, Clone)]
pub struct FileQuery {
    /// `None`: the files in the root.
    pub folder: Option<FolderId>,
    /// Only files older than this one.
    pub before: Option<FileId>,
    pub limit: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub struct FilePage {
    pub files: Vec<DriveFile>,
    /// There are more files before this one.
    pub next_before: Option<FileId>,
}

impl Store {
    /// One consistent read.
    pub async fn file(&self, team_id: &TeamId, id: FileId) -> Result<Option<DriveFile>, Error> {
        self.drive_entry(team_id, &file_key(id)).await?.map(from_item).transpose()
    }

    /// One query. The index follows the table within moments: until then a new file may be missing.
    pub async fn list_files(&self, team_id: &TeamId, wanted: &FileQuery) -> Result<FilePage, Error> {
        let one_more = i32::try_from(wanted.limit.saturating_add(1)).unwrap_or(i32::MAX);
        let query = self
            .client
            .query()
            .table_name(&self.tables.drive)
            .index_name(BY_FOLDER)
            .scan_index_forward(false)
            .limit(one_more)
            .expression_attribute_values(":folder", text(&team_folder(team_id, wanted.folder)));
        let query = match wanted.before {
            Some(before) => query
                .key_condition_expression("team_folder = :folder AND entry < :before")
                .expression_attribute_values(":before", text(&file_key(before))),
            None => query.key_condition_expression("team_folder = :folder"),
        };
        let answer = query.send().await?;
        let files: Result<Vec<DriveFile>, Error> =
            answer.items.unwrap_or_default().into_iter().map(from_item).collect();
        let mut page = FilePage { files: files?, next_before: None };
        if page.files.len() > wanted.limit {
            page.files.truncate(wanted.limit);
            page.next_before = page.files.last().map(|last| last.id);
        } else if let Some(last) = answer.last_evaluated_key {
            let KeyOnly { entry } = from_item(last)?;
            page.next_before = entry.strip_prefix("file#").and_then(|id| id.parse().ok());
        }
        Ok(page)
    }
}

#[derive(Deserialize)]
struct KeyOnly {
    entry: String,
}
