//! Deleting a folder, which must be empty.

use aws_sdk_dynamodb::types::Delete;
use domain::drive::Folder;
use domain::{FolderId, TeamId};

use super::FolderDeleted;
use super::entry::{folder_key, still_in};
use crate::attribute::{number, text};
use crate::patience::Patience;
use crate::transaction::{self, Transaction};
use crate::{Error, Store};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Folder,
    Parent,
}

impl Store {
    /// One read and one transaction; both again while something is put into the folder or the folder elsewhere.
    pub async fn delete_folder(&self, team_id: &TeamId, id: FolderId) -> Result<FolderDeleted, Error> {
        let mut patience = Patience::new();
        let mut is_sent = false;
        loop {
            let Some(folder) = self.folder(team_id, id).await? else {
                // Perhaps by an earlier try of ours, whose answer was lost.
                return Ok(if is_sent { FolderDeleted::Now } else { FolderDeleted::NotFound });
            };
            if folder.children > 0 {
                return Ok(FolderDeleted::NotEmpty);
            }
            let mut transaction = Transaction::new().delete(Part::Folder, self.empty_folder_gone(&folder)?);
            if let Some(parent) = folder.parent_id {
                transaction = transaction.update(Part::Parent, self.count(team_id, parent, -1)?);
            }
            let trouble = match transaction.send(&self.client).await {
                Ok(refusals) if refusals.is_written() => return Ok(FolderDeleted::Now),
                Ok(_) => Error::Contended,
                Err(error) => {
                    is_sent |= !matches!(error, Error::Contended);
                    error
                }
            };
            patience.wait(trouble).await?;
        }
    }

    fn empty_folder_gone(&self, folder: &Folder) -> Result<Delete, Error> {
        let (condition, was_in) = still_in("parent_id", folder.parent_id);
        let delete = Delete::builder()
            .table_name(&self.tables.drive)
            .key("team_id", text(&folder.team_id))
            .key("entry", text(&folder_key(folder.id)))
            .condition_expression(format!("children = :none AND {condition}"))
            .expression_attribute_values(":none", number(0));
        transaction::delete(match was_in {
            Some((placeholder, was_in)) => delete.expression_attribute_values(placeholder, was_in),
            None => delete,
        })
    }
}
