//! An upload becomes a file: the one row goes, the other comes, in one transaction.

use aws_sdk_dynamodb::types::Delete;
use domain::drive::DriveFile;
use domain::{FileId, TeamId, Timestamp};

use super::entry::upload_key;
use super::filing::Filing;
use super::uploads::Uploading;
use crate::attribute::text;
use crate::patience::Patience;
use crate::transaction::{self, Transaction};
use crate::{Error, Store};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Upload,
    File,
    Folder,
}

impl Store {
    /// One transaction; another one where the folder is gone: the file then lies in the root. Returns the file as
    /// it is now, whoever completed it; `None`: the upload is gone.
    pub async fn complete_upload(
        &self,
        mut file: DriveFile,
        now: Timestamp,
    ) -> Result<Option<DriveFile>, Error> {
        let mut patience = Patience::new();
        loop {
            let Filing { rows, folder } =
                self.filing(&file.team_id, file.folder_id, std::slice::from_ref(&file))?;
            let gone = self.upload_gone(&file.team_id, file.id)?;
            let mut transaction = Transaction::new().delete(Part::Upload, gone);
            for row in rows {
                transaction = transaction.put(Part::File, row);
            }
            if let Some(folder) = folder {
                transaction = transaction.update(Part::Folder, folder);
            }
            let trouble = match transaction.send(&self.client).await {
                Ok(refusals) if refusals.is_written() => return Ok(Some(file)),
                Ok(refusals) if refusals.has(Part::Upload) || refusals.has(Part::File) => {
                    return Ok(match self.upload(&file.team_id, file.id, now).await? {
                        Some(Uploading::Completed(completed)) => Some(completed),
                        Some(Uploading::Begun(_)) | None => None,
                    });
                }
                Ok(_) => {
                    file.folder_id = None;
                    continue;
                }
                Err(error) => error,
            };
            patience.wait(trouble).await?;
        }
    }

    fn upload_gone(&self, team_id: &TeamId, id: FileId) -> Result<Delete, Error> {
        transaction::delete(
            Delete::builder()
                .table_name(&self.tables.drive)
                .key("team_id", text(team_id))
                .key("entry", text(&upload_key(id)))
                .condition_expression("attribute_exists(entry)"),
        )
    }
}
