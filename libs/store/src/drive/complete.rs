//! An upload becomes a file: one row is deleted and the other created, in one transaction with the request's key.

use aws_sdk_dynamodb::types::Delete;
use domain::drive::DriveFile;
use domain::{FileId, TeamId, Timestamp};

use super::entry::upload_key;
use super::uploads::Uploading;
use crate::attribute::text;
use crate::retry::{Attempt, retry_with_state};
use crate::transaction::{self, Sent, Transaction};
use crate::{Error, Idempotency, KeyUse, Store};

/// What became of an upload that was to become a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Completed {
    /// The file as it is now, by this request or another one.
    Now(Box<DriveFile>),
    /// The idempotency key was used for another request.
    KeyTaken,
    /// The upload is not there any more, and it has not become a file.
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
    /// One transaction; another one if the folder is gone, which puts the file into the root. `reply` makes the reply
    /// that a repetition with the same key gets.
    pub async fn complete_upload(
        &self,
        file: DriveFile,
        key: Option<&Idempotency>,
        now: Timestamp,
        reply: impl Fn(&DriveFile) -> String,
    ) -> Result<Completed, Error> {
        let reply = &reply;
        retry_with_state(file, |file| async move {
            let key = key.map(|key| key.with_reply(reply(&file)));
            let filing = self.filing(&file.team_id, file.folder_id, std::slice::from_ref(&file))?;
            let gone = self.upload_gone(&file.team_id, file.id)?;
            let transaction = Transaction::new().delete(Part::Upload, gone);
            let transaction = filing.added_to(transaction, (Part::File, Part::Folder));
            let transaction = transaction.key(Part::Key, self, key.as_ref(), now)?;
            Ok(match transaction.send(&self.client).await? {
                Sent::Written => Attempt::Done(Completed::Now(Box::new(file))),
                Sent::Refused(refusals)
                    if refusals.key_use(Part::Key, key.as_ref())? == Some(KeyUse::Taken) =>
                {
                    Attempt::Done(Completed::KeyTaken)
                }
                Sent::Refused(refusals) if refusals.has(Part::Upload) || refusals.has(Part::File) => {
                    Attempt::Done(self.completed(&file, now).await?)
                }
                Sent::Refused(refusals) => {
                    let folder_id = file.folder_id.filter(|_| !refusals.has(Part::Folder));
                    Attempt::Again(DriveFile { folder_id, ..file }, Error::Contended)
                }
            })
        })
        .await
    }

    /// One read, or two: what another request, or an earlier attempt of ours whose answer was lost, has made of the
    /// upload.
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
