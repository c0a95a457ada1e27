//! Uploads that were begun. No folder counts them: a folder may be deleted while a file is on its way to it.

use domain::TeamId;
use domain::drive::{DriveFile, Upload};
use domain::{FileId, Timestamp};

use super::entry::{file_key, upload_item, upload_key};
use crate::attribute::from_item;
use crate::retry::retry;
use crate::transaction::Transaction;
use crate::{Created, Error, Idempotency, Store};

/// The team does not have the folder that the request gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoFolder;

/// An upload, or the file that it has become.
#[derive(Debug, Clone, PartialEq)]
pub enum Uploading {
    Begun(Upload),
    Completed(DriveFile),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Upload,
    Folder,
    Key,
}

impl Store {
    /// One transaction.
    pub async fn begin_upload(
        &self,
        upload: &Upload,
        key: Option<&Idempotency>,
    ) -> Result<Created<NoFolder>, Error> {
        retry(|| async {
            let mut transaction = Transaction::new().put(Part::Upload, self.new_entry(upload_item(upload)?)?);
            if let Some(folder) = upload.folder_id {
                transaction = transaction.check(Part::Folder, self.folder_exists(&upload.team_id, folder)?);
            }
            let transaction = transaction.key(Part::Key, self, key, upload.created_at)?;
            let sent = transaction.send(&self.client).await?;
            Ok(sent.created(Part::Upload, (Part::Key, key))?.unwrap_or(Created::Refused(NoFolder)))
        })
        .await
    }

    /// One read; two if it is not an upload any more.
    pub async fn upload(
        &self,
        team_id: &TeamId,
        id: FileId,
        now: Timestamp,
    ) -> Result<Option<Uploading>, Error> {
        if let Some(item) = self.drive_entry(team_id, &upload_key(id)).await? {
            let upload: Upload = from_item(item)?;
            return Ok((upload.expires_at > now).then_some(Uploading::Begun(upload)));
        }
        let file = self.drive_entry(team_id, &file_key(id)).await?;
        let file: Option<DriveFile> = file.map(from_item).transpose()?;
        // A job's result has never been an upload.
        Ok(file.filter(|file| file.job_id.is_none()).map(Uploading::Completed))
    }
}
