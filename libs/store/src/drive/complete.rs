//! An upload becomes a file: the one row goes, the other comes, in one transaction with the request's key.

use aws_sdk_dynamodb::types::Delete;
use domain::drive::DriveFile;
use domain::{FileId, TeamId, Timestamp};

use super::entry::upload_key;
use super::uploads::Uploading;
use crate::attribute::text;
use crate::patience::Patience;
use crate::transaction::{self, Transaction};
use crate::{Error, Idempotency, KeyUse, Store};

/// What became of an upload that was to become a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Completed {
    /// The file as it is now, whoever completed it.
    Now(Box<DriveFile>),
    /// The idempotency key was used for another request.
    KeyTaken,
    /// There is no such upload any more, and no file of it.
    Gone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Upload,
    File,
    Folder,
    Key,
}

impl Store {
    /// One transaction; another one where the folder is gone: the file then lies in the root. `reply` makes what a
    /// repetition under `key` is answered with.
    pub async fn complete_upload(
        &self,
        mut file: DriveFile,
        key: Option<&Idempotency>,
        now: Timestamp,
        reply: impl Fn(&DriveFile) -> String,
    ) -> Result<Completed, Error> {
        let mut patience = Patience::new();
        loop {
            let key = key.map(|key| key.with_reply(reply(&file)));
            let filing = self.filing(&file.team_id, file.folder_id, std::slice::from_ref(&file))?;
            let gone = self.upload_gone(&file.team_id, file.id)?;
            let transaction = Transaction::new().delete(Part::Upload, gone);
            let transaction = filing.added_to(transaction, (Part::File, Part::Folder));
            let transaction = transaction.key(Part::Key, self, key.as_ref(), now)?;
            let trouble = match transaction.send(&self.client).await {
                Ok(refusals) if refusals.is_written() => return Ok(Completed::Now(Box::new(file))),
                Ok(refusals) if refusals.key_use(Part::Key, key.as_ref())? == Some(KeyUse::Taken) => {
                    return Ok(Completed::KeyTaken);
                }
                Ok(refusals) if refusals.has(Part::Upload) || refusals.has(Part::File) => {
                    return self.completed(&file, now).await;
                }
                Ok(refusals) if refusals.has(Part::Folder) => {
                    file.folder_id = None;
                    continue;
                }
                Ok(_) => Error::Contended,
                Err(error) => error,
            };
            patience.wait(trouble).await?;
        }
    }

    /// By somebody else, or by an earlier try of ours, whose answer was lost.
    async fn completed(&self, file: &DriveFile, now: Timestamp) -> Result<Completed, Error> {
        Ok(match self.upload(&file.team_id, file.id, now).await? {
            Some(Uploading::Completed(completed)) => Completed::Now(Box::new(completed)),
            Some(Uploading::Begun(_)) | None => Completed::Gone,
        })
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
