//! Uploads that were begun. They count nowhere: a folder may go while something is on its way to it.

use domain::TeamId;
use domain::drive::{DriveFile, Upload};
use domain::{FileId, Timestamp};

use super::entry::{file_key, upload_item, upload_key};
use crate::attribute::from_item;
use crate::patience::Patience;
use crate::transaction::Transaction;
use crate::{Error, Idempotency, Made, Store};

/// The folder that a request names is none of the team's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoFolder;

/// An upload, or what became of it.
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
    ) -> Result<Made<NoFolder>, Error> {
        let mut patience = Patience::new();
        loop {
            let mut transaction = Transaction::new().put(Part::Upload, self.new_entry(upload_item(upload)?)?);
            if let Some(folder) = upload.folder_id {
                transaction = transaction.check(Part::Folder, self.folder_exists(&upload.team_id, folder)?);
            }
            let transaction = transaction.key(Part::Key, self, key, upload.created_at)?;
            let trouble = match transaction.send(&self.client).await {
                // The id is random: only our own write, whose answer was lost, can have made it.
                Ok(refusals) if refusals.is_written() || refusals.has(Part::Upload) => return Ok(Made::Now),
                Ok(refusals) => match refusals.key_use(Part::Key, key)? {
                    Some(used) => return Ok(used.into()),
                    None => return Ok(Made::Refused(NoFolder)),
                },
                Err(error) => error,
            };
            patience.wait(trouble).await?;
        }
    }

    /// One read; two where it is no upload any more.
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
        // Results of jobs were never uploads.
        Ok(file.filter(|file| file.job_id.is_none()).map(Uploading::Completed))
    }
}
