//! Reading one file, or a folder's files.

use aws_sdk_dynamodb::operation::query::QueryOutput;
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
    pub favorite: Option<bool>,
    /// A label that they have.
    pub label: Option<String>,
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

const MAX_QUERIES: usize = 5;
const FILES_PER_QUERY: usize = 200;

impl Store {
    /// One consistent read.
    pub async fn file(&self, team_id: &TeamId, id: FileId) -> Result<Option<DriveFile>, Error> {
        self.drive_entry(team_id, &file_key(id)).await?.map(from_item).transpose()
    }

    /// One query of one file more than is wanted, or of 200 files if only some of them match; then more queries until
    /// enough match. After five queries the page is given as it is, with the file to go on from, however few files it
    /// has. The index follows the table within moments: until then a new file may be missing.
    pub async fn list_files(&self, team_id: &TeamId, wanted: &FileQuery) -> Result<FilePage, Error> {
        let mut page = FilePage { files: Vec::new(), next_before: None };
        let mut before = wanted.before;
        for _ in 0..MAX_QUERIES {
            let answer = self.files_before(team_id, wanted, before).await?;
            for item in answer.items.unwrap_or_default() {
                let file: DriveFile = from_item(item)?;
                if !wanted.takes(&file) {
                    continue;
                }
                if page.files.len() == wanted.limit {
                    page.next_before = page.files.last().map(|last| last.id);
                    return Ok(page);
                }
                page.files.push(file);
            }
            let Some(last) = answer.last_evaluated_key else { return Ok(page) };
            let KeyOnly { entry } = from_item(last)?;
            before = entry.strip_prefix("file#").and_then(|id| id.parse().ok());
        }
        page.next_before = before;
        Ok(page)
    }

    async fn files_before(
        &self,
        team_id: &TeamId,
        wanted: &FileQuery,
        before: Option<FileId>,
    ) -> Result<QueryOutput, Error> {
        let query = self
            .client
            .query()
            .table_name(&self.tables.drive)
            .index_name(BY_FOLDER)
            .scan_index_forward(false)
            .limit(wanted.files_per_query())
            .expression_attribute_values(":folder", text(&team_folder(team_id, wanted.folder)));
        let query = match before {
            Some(before) => query
                .key_condition_expression("team_folder = :folder AND entry < :before")
                .expression_attribute_values(":before", text(&file_key(before))),
            None => query.key_condition_expression("team_folder = :folder"),
        };
        Ok(query.send().await?)
    }
}

impl FileQuery {
    fn takes(&self, file: &DriveFile) -> bool {
        self.favorite.is_none_or(|favorite| file.favorite == favorite)
            && self.label.as_ref().is_none_or(|label| file.labels.contains(label))
    }

    /// DynamoDB charges for every file that is read, whether it matches or not.
    fn files_per_query(&self) -> i32 {
        let is_filtered = self.favorite.is_some() || self.label.is_some();
        let files = if is_filtered { FILES_PER_QUERY } else { self.limit.saturating_add(1) };
        i32::try_from(files).unwrap_or(i32::MAX)
    }
}

#[derive(Deserialize)]
struct KeyOnly {
    entry: String,
}
