//! Whatever a request names, in one read: other jobs, files of the drive, a brand kit.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::KeysAndAttributes;
use domain::brand::BrandKit;
use domain::drive::DriveFile;
use domain::{FileId, Job, JobId, KitId, TeamId};

use crate::attribute::{Item, from_item, text};
use crate::drive::file_key;
use crate::jobs::stored;
use crate::{Error, Store, StoredKit};

/// At most 100 together.
#[derive(Debug, Clone, Default)]
pub struct Named {
    pub jobs: Vec<JobId>,
    pub files: Vec<FileId>,
    pub kit: Option<KitId>,
}

/// What is there of it; what is not is left out.
#[derive(Debug, Clone, Default)]
pub struct Found {
    pub jobs: Vec<Job>,
    pub files: Vec<DriveFile>,
    pub kit: Option<BrandKit>,
}

impl Named {
    pub const fn is_empty(&self) -> bool {
        self.jobs.is_empty() && self.files.is_empty() && self.kit.is_none()
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
        let files = named.files.iter().map(|id| file_key(*id)).collect();
        let kits = named.kit.iter().map(ToString::to_string).collect();
        let tables = [
            (&self.tables.job, "job_id", jobs),
            (&self.tables.drive, "entry", files),
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
        Ok(Found {
            jobs: rows(&self.tables.job).map(|item| Ok(stored(item)?.job)).collect::<Result<_, Error>>()?,
            files: rows(&self.tables.drive).map(from_item).collect::<Result<_, Error>>()?,
            kit: rows(&self.tables.brand_kit).next().map(kit).transpose()?,
        })
    }
}

fn kit(item: Item) -> Result<BrandKit, Error> {
    Ok(from_item::<StoredKit>(item)?.kit)
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
