//! Reads the team's own things that a request names, all at once: jobs, files, a folder, a brand kit.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::KeysAndAttributes;
use domain::TeamId;
use domain::brand::BrandKit;
use domain::request::References;
use domain::resolve::Referenced;

use crate::attribute::{Item, from_item, text};
use crate::drive::{file_key, folder_key};
use crate::{Error, KitRecord, Store};

impl Store {
    /// One consistent batch read, and none where there is nothing to look up.
    pub async fn referenced(&self, team_id: &TeamId, references: &References) -> Result<Referenced, Error> {
        if references.is_empty() {
            return Ok(Referenced::default());
        }
        let jobs = references.jobs.iter().map(ToString::to_string).collect();
        let files = references.files.iter().map(|id| file_key(*id));
        let entries = files.chain(references.folder.map(folder_key)).collect();
        let kits = references.kit.iter().map(ToString::to_string).collect();
        let tables = [
            (&self.tables.job, "id", jobs),
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
        let folder = references.folder.map(|id| text(&folder_key(id)));
        let is_folder = |item: &Item| folder.is_some() && item.get("entry") == folder.as_ref();
        let (folders, files): (Vec<Item>, Vec<Item>) = rows(&self.tables.drive).partition(is_folder);
        let mut jobs = Vec::new();
        for item in rows(&self.tables.job) {
            jobs.push(self.record(item).await?.job);
        }
        Ok(Referenced {
            jobs,
            files: files.into_iter().map(from_item).collect::<Result<_, Error>>()?,
            folder: folders.into_iter().next().map(from_item).transpose()?,
            kit: rows(&self.tables.brand_kit).next().map(kit).transpose()?,
        })
    }
}

fn kit(item: Item) -> Result<BrandKit, Error> {
    Ok(from_item::<KitRecord>(item)?.kit)
}

/// DynamoDB takes each key once. `None`: there are none.
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
