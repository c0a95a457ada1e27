//! Putting files into a folder: the parts of a transaction that does something else, too, such as settling a job.

use aws_sdk_dynamodb::types::builders::ConditionCheckBuilder;
use aws_sdk_dynamodb::types::{ConditionCheck, Put, Update};
use domain::drive::DriveFile;
use domain::{FileId, FolderId, TeamId};

use super::entry::{file_item, file_key, folder_key};
use crate::attribute::text;
use crate::transaction::{self, Transaction};
use crate::{Error, Store};

/// All files go into the same folder, because a transaction can touch the folder's row only once.
#[derive(Debug)]
pub(crate) struct Filing {
    /// One for each file. It refuses if there is a file with this id already.
    rows: Vec<Put>,
    /// Adds to the folder's count. It refuses if the folder is gone. `None`: the root has no count.
    folder: Option<Update>,
}

impl Filing {
    /// Adds these parts to the transaction, under the names `file` and `folder`.
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
    /// The files are put into `folder`, whatever their own `folder_id` says.
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

    /// A check of a file's row. The caller adds the condition.
    pub(crate) fn file_check(&self, team_id: &TeamId, id: FileId) -> ConditionCheckBuilder {
        ConditionCheck::builder()
            .table_name(&self.tables.drive)
            .key("team_id", text(team_id))
            .key("entry", text(&file_key(id)))
    }

    /// Refuses if the team has no such folder.
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
