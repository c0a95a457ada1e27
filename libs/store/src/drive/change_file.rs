//! Renaming, moving, marking and labelling a file.

use aws_sdk_dynamodb::types::{AttributeValue, Update};
use domain::drive::{DriveFile, FileChange};
use domain::{FileId, TeamId};

use super::entry::{file_key, still_in, team_folder};
use super::{Changed, NoFolder};
use crate::attribute::text;
use crate::retry::retry;
use crate::transaction::{self, Sent, Transaction};
use crate::{Error, Store};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    File,
    From,
    To,
}

impl Store {
    /// One read and one transaction; both again while other writers change the file.
    pub async fn change_file(
        &self,
        team_id: &TeamId,
        id: FileId,
        change: &FileChange,
    ) -> Result<Changed<DriveFile, NoFolder>, Error> {
        retry(|| async {
            let Some(before) = self.file(team_id, id).await? else { return Ok(Changed::NotFound) };
            let after = change.apply(before.clone());
            if after == before {
                return Ok(Changed::Now(after));
            }
            let mut transaction = Transaction::new().update(Part::File, self.file_changed(&before, &after)?);
            if after.folder_id != before.folder_id {
                if let Some(from) = before.folder_id {
                    transaction = transaction.update(Part::From, self.count(team_id, from, -1)?);
                }
                if let Some(to) = after.folder_id {
                    transaction = transaction.update(Part::To, self.count(team_id, to, 1)?);
                }
            }
            match transaction.send(&self.client).await? {
                Sent::Written => Ok(Changed::Now(after)),
                // The file itself is still where it was read: no earlier attempt of ours has moved it.
                Sent::Refused(refusals) if refusals.has(Part::To) && !refusals.has(Part::File) => {
                    Ok(Changed::Refused(NoFolder))
                }
                Sent::Refused(_) => Err(Error::Contended),
            }
        })
        .await
    }

    /// Sets only what is another now, so that it undoes no change that somebody else makes meanwhile.
    fn file_changed(&self, before: &DriveFile, after: &DriveFile) -> Result<Update, Error> {
        let (condition, was_in) = still_in("folder_id", before.folder_id);
        let mut update = self
            .entry_update(&before.team_id, &file_key(before.id))
            .condition_expression(condition)
            .expression_attribute_values(":listed", text(&team_folder(&after.team_id, after.folder_id)));
        let mut set = "SET team_folder = :listed".to_owned();
        if after.name != before.name {
            set += ", #name = :name";
            update = update
                .expression_attribute_names("#name", "name")
                .expression_attribute_values(":name", text(&after.name));
        }
        if after.favorite != before.favorite {
            set += ", favorite = :favorite";
            update = update.expression_attribute_values(":favorite", AttributeValue::Bool(after.favorite));
        }
        if after.labels != before.labels {
            set += ", labels = :labels";
            let labels = after.labels.iter().map(text).collect();
            update = update.expression_attribute_values(":labels", AttributeValue::L(labels));
        }
        if let Some((placeholder, was_in)) = was_in {
            update = update.expression_attribute_values(placeholder, was_in);
        }
        transaction::update(match after.folder_id {
            Some(to) => update
                .update_expression(set + ", folder_id = :to")
                .expression_attribute_values(":to", text(&to)),
            None => update.update_expression(set + " REMOVE folder_id"),
        })
    }
}
