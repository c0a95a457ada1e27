//! Deleting a file's row. The caller deletes the bytes in the bucket.

use aws_sdk_dynamodb::types::Delete;
use domain::drive::DriveFile;
use domain::{FileId, TeamId};

use super::entry::{file_key, still_in};
use crate::attribute::text;
use crate::retry::{Attempt, retry_with_state};
use crate::transaction::{self, Sent, Transaction};
use crate::{Error, Store};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    File,
    Folder,
}

impl Store {
    /// One read and one transaction; both again while other writers move the file. Returns the file that was there.
    pub async fn delete_file(&self, team_id: &TeamId, id: FileId) -> Result<Option<DriveFile>, Error> {
        retry_with_state(None, |unanswered: Option<DriveFile>| async move {
            let Some(file) = self.file(team_id, id).await? else {
                // Perhaps an earlier attempt of ours has deleted it, and the answer was lost.
                return Ok(Attempt::Done(unanswered));
            };
            let mut transaction = Transaction::new().delete(Part::File, self.file_gone(&file)?);
            if let Some(folder) = file.folder_id {
                transaction = transaction.update(Part::Folder, self.count(team_id, folder, -1)?);
            }
            Ok(match transaction.send(&self.client).await {
                Ok(Sent::Written) => Attempt::Done(Some(file)),
                Ok(Sent::Refused(_)) | Err(Error::Contended) => Attempt::Again(unanswered, Error::Contended),
                Err(error) => Attempt::Again(Some(file), error),
            })
        })
        .await
    }

    fn file_gone(&self, file: &DriveFile) -> Result<Delete, Error> {
        let (condition, was_in) = still_in("folder_id", file.folder_id);
        let delete = Delete::builder()
            .table_name(&self.tables.drive)
            .key("team_id", text(&file.team_id))
            .key("entry", text(&file_key(file.id)))
            .condition_expression(condition);
        transaction::delete(match was_in {
            Some((placeholder, was_in)) => delete.expression_attribute_values(placeholder, was_in),
            None => delete,
        })
    }
}
