//! Whatever a request names, in one read: other jobs, files and a folder of the drive, a brand kit.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::KeysAndAttributes;
use domain::brand::BrandKit;
use domain::drive::{DriveFile, Folder};
use domain::request::{Source, SourceFile};
use domain::{FileId, FolderId, Job, JobId, KitId, TeamId};

use crate::attribute::{Item, from_item, text};
use crate::drive::{file_key, folder_key};
use crate::jobs::record;
use crate::{Error, KitRecord, Store};

/// At most 100 together.
#[derive(Debug, Clone, Default)]
pub struct Named {
    pub jobs: Vec<JobId>,
    pub files: Vec<FileId>,
    pub folder: Option<FolderId>,
    pub kit: Option<KitId>,
}

/// What is there of it; what is not is left out.
#[derive(Debug, Clone, Default)]
pub struct Found {
    pub jobs: Vec<Job>,
    pub files: Vec<DriveFile>,
    pub folder: Option<Folder>,
    pub kit: Option<BrandKit>,
}

impl Named {
    /// What sources name of the team's own.
    pub fn of(sources: &[SourceFile]) -> Self {
        let mut named = Self::default();
        for file in sources {
            match &file.source {
                Source::Job { job_id, .. } => named.jobs.push(*job_id),
                Source::Asset(id) => named.files.push(*id),
                Source::Url(_) => {}
            }
        }
        named
    }

    pub const fn is_empty(&self) -> bool {
        self.jobs.is_empty() && self.files.is_empty() && self.folder.is_none() && self.kit.is_none()
    }
}

impl Found {
    pub fn job(&self, id: JobId) -> Option<&Job> {
        self.jobs.iter().find(|job| job.job_id == id)
    }

    pub fn file(&self, id: FileId) -> Option<&DriveFile> {
        self.files.iter().find(|file| file.id == id)
    }
}

impl Store {
    /// One consistent batch read, and none where nothing is named.
    pub async fn find(&self, team_id: &TeamId, named: &Named) -> Result<Found, Error> {
        if named.is_empty() {
            return Ok(Found::default());
        }
        let jobs = named.jobs.iter().map(ToString::to_string).collect();
        let files = named.files.iter().map(|id| file_key(*id));
        let entries = files.chain(named.folder.map(folder_key)).collect();
        let kits = named.kit.iter().map(ToString::to_string).collect();
        let tables = [
            (&self.tables.job, "job_id", jobs),
            (&self.tables.drive, "entry", entries),
            (&self.tables.brand_kit, "kit_id", kits),
        ];
        let mut read = self.client.batch_get_item();
        for (table, key, values) in tables {
            if let Some(wanted) = keys(team_id, key, &values)? {
                read = read.request_items(table, wanted);
            }
        }
        let answer = read.send().await?;
        if answer.unprocessed_keys.is_some_and(|left| !left.is_empty()) {
            return Err(Error::Unavailable("some of what a request names was not read".to_owned()));
        }
        let mut found = answer.responses.unwrap_or_default();
        let mut rows = |table: &String| found.remove(table).unwrap_or_default().into_iter();
        let folder = named.folder.map(|id| text(&folder_key(id)));
        let is_folder = |item: &Item| folder.is_some() && item.get("entry") == folder.as_ref();
        let (folders, files): (Vec<Item>, Vec<Item>) = rows(&self.tables.drive).partition(is_folder);
        Ok(Found {
            jobs: rows(&self.tables.job).map(|item| Ok(record(item)?.job)).collect::<Result<_, Error>>()?,
            files: files.into_iter().map(from_item).collect::<Result<_, Error>>()?,
            folder: folders.into_iter().next().map(from_item).transpose()?,
            kit: rows(&self.tables.brand_kit).next().map(kit).transpose()?,
        })
    }
}

fn kit(item: Item) -> Result<BrandKit, Error> {
    Ok(from_item::<KitRecord>(item)?.kit)
}

/// Each value once, as DynamoDB demands; `None`: there are none.
fn keys(team_id: &TeamId, key: &str, values: &BTreeSet<String>) -> Result<Option<KeysAndAttributes>, Error> {
    if values.is_empty() {
        return Ok(None);
    }
    let row = |value: &String| {
        HashMap::from([("team_id".to_owned(), text(team_id)), (key.to_owned(), text(value))])
    };
    let keys = KeysAndAttributes::builder()
        .set_keys(Some(values.iter().map(row).collect()))
        .consistent_read(true)
        .build();
    keys.map(Some).map_err(|error| Error::Bug(error.to_string()))
}
