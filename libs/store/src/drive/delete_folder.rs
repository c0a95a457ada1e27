//! Deleting a folder. It must be empty.

use aws_sdk_dynamodb::types::Delete;
use domain::drive::Folder;
use domain::{FolderId, TeamId};

use super::FolderDeleted;
use super::entry::{folder_key, still_in};
use crate::attribute::{number, text};
use crate::retry::{Attempt, retry_with_state};
use crate::transaction::{self, Sent, Transaction};
use crate::{Error, Store};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Folder,
    Parent,
}

impl Store {
    /// One read and one transaction; both again while other writers move the folder or put something into it.
    pub async fn delete_folder(&self, team_id: &TeamId, id: FolderId) -> Result<FolderDeleted, Error> {
        // Until an attempt of ours goes unanswered, a folder that is not there was not deleted by us.
        retry_with_state(FolderDeleted::NotFound, |if_gone| async move {
            let Some(folder) = self.folder(team_id, id).await? else {
                return Ok(Attempt::Done(if_gone));
            };
            if folder.children > 0 {
                return Ok(Attempt::Done(FolderDeleted::NotEmpty));
            }
            let mut transaction = Transaction::new().delete(Part::Folder, self.empty_folder_gone(&folder)?);
            if let Some(parent) = folder.parent_id {
                transaction = transaction.update(Part::Parent, self.count(team_id, parent, -1)?);
            }
            Ok(match transaction.send(&self.client).await {
                Ok(Sent::Written) => Attempt::Done(FolderDeleted::Now),
                Ok(Sent::Refused(_)) | Err(Error::Contended) => Attempt::Again(if_gone, Error::Contended),
                Err(error) => Attempt::Again(FolderDeleted::Now, error),
            })
        })
        .await
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
