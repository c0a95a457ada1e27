//! Deleting a file's row. What lies in the bucket is for the caller to think of.

use aws_sdk_dynamodb::types::Delete;
use domain::drive::DriveFile;
use domain::{FileId, TeamId};

use super::entry::{file_key, still_in};
use crate::attribute::text;
use crate::patience::Patience;
use crate::transaction::{self, Transaction};
use crate::{Error, Store};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    File,
    Folder,
}

impl Store {
    /// One read and one transaction; both again while others move the file. Returns the file that was there.
    pub async fn delete_file(&self, team_id: &TeamId, id: FileId) -> Result<Option<DriveFile>, Error> {
        let mut patience = Patience::new();
        let mut sent = None;
        loop {
            // Gone by an earlier try of ours, perhaps, whose answer was lost.
            let Some(file) = self.file(team_id, id).await? else { return Ok(sent) };
            let mut transaction = Transaction::new().delete(Part::File, self.file_gone(&file)?);
            if let Some(folder) = file.folder_id {
                transaction = transaction.update(Part::Folder, self.count(team_id, folder, -1)?);
            }
            let trouble = match transaction.send(&self.client).await {
                Ok(refusals) if refusals.is_written() => return Ok(Some(file)),
                Ok(_) => Error::Contended,
                Err(error) => error,
            };
            if !matches!(trouble, Error::Contended) {
                sent = Some(file);
            }
            patience.wait(trouble).await?;
        }
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
