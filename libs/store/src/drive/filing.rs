//! Putting files into a folder: the parts of a transaction, for whoever has something else to write with them.

use aws_sdk_dynamodb::types::builders::ConditionCheckBuilder;
use aws_sdk_dynamodb::types::{ConditionCheck, Put, Update};
use domain::drive::DriveFile;
use domain::{FileId, FolderId, TeamId};

use super::entry::{file_item, file_key, folder_key};
use crate::attribute::text;
use crate::transaction::{self, Transaction};
use crate::{Error, Store};

/// All files of one call go into the same folder: a transaction touches a row only once.
#[derive(Debug)]
pub(crate) struct Filing {
    /// One per file; fails where a file of that id is there already.
    rows: Vec<Put>,
    /// What the folder counts; fails where the folder is gone. Absent in the root, which counts nothing.
    folder: Option<Update>,
}

impl Filing {
    /// The transaction with these parts, which are called `file` and `folder`.
    pub(crate) fn added_to<P: Copy + PartialEq>(
        self,
        transaction: Transaction<P>,
        (file, folder): (P, P),
    ) -> Transaction<P> {
        let filed = self.rows.into_iter().fold(transaction, |transaction, row| transaction.put(file, row));
        match self.folder {
            Some(count) => filed.update(folder, count),
            None => filed,
        }
    }
}

impl Store {
    /// `files` lie where `folder` says, whatever they say themselves.
    pub(crate) fn filing(
        &self,
        team_id: &TeamId,
        folder: Option<FolderId>,
        files: &[DriveFile],
    ) -> Result<Filing, Error> {
        let count = i64::try_from(files.len()).unwrap_or(i64::MAX);
        let row = |file: &DriveFile| {
            let file = DriveFile { folder_id: folder, ..file.clone() };
            self.new_entry(file_item(&file)?)
        };
        Ok(Filing {
            rows: files.iter().map(row).collect::<Result<_, _>>()?,
            folder: folder.map(|folder| self.count(team_id, folder, count)).transpose()?,
        })
    }

    /// A look at a file, to be given its condition.
    pub(crate) fn file_check(&self, team_id: &TeamId, id: FileId) -> ConditionCheckBuilder {
        ConditionCheck::builder()
            .table_name(&self.tables.drive)
            .key("team_id", text(team_id))
            .key("entry", text(&file_key(id)))
    }

    /// Fails where the team has no such folder.
    pub(crate) fn folder_exists(&self, team_id: &TeamId, folder: FolderId) -> Result<ConditionCheck, Error> {
        transaction::check(
            ConditionCheck::builder()
                .table_name(&self.tables.drive)
                .key("team_id", text(team_id))
                .key("entry", text(&folder_key(folder)))
                .condition_expression("attribute_exists(entry)"),
        )
    }
}
