//! Making a folder: its row, what its parent counts, and the request's idempotency key in one transaction.

use aws_sdk_dynamodb::types::Update;
use domain::TeamId;
use domain::drive::{Folder, Misplaced};

use super::entry::{TREE, folder_item};
use super::folders::Folders;
use crate::attribute::number;
use crate::patience::Patience;
use crate::transaction::{self, Transaction};
use crate::{Error, Idempotency, Made, Store};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Folder,
    Parent,
    Tree,
    Key,
}

impl Store {
    /// One query of all folders and one transaction; both again while folders are moved. Without a parent the
    /// tree needs no look at: nothing that moves meanwhile makes a root folder too deep.
    pub async fn create_folder(
        &self,
        folder: &Folder,
        key: Option<&Idempotency>,
    ) -> Result<Made<Misplaced>, Error> {
        let now = folder.created_at;
        let mut patience = Patience::new();
        loop {
            let all = self.all_folders(&folder.team_id).await?;
            // An earlier try of ours that acted, and whose answer was lost.
            if all.find(folder.id).is_some() {
                return Ok(Made::Now);
            }
            if let Err(misplaced) = all.tree().admits(folder.parent_id) {
                return self.not_made(misplaced, key, now).await;
            }
            let mut transaction = Transaction::new().put(Part::Folder, self.new_entry(folder_item(folder)?)?);
            if let Some(parent) = folder.parent_id {
                transaction = transaction
                    .update(Part::Parent, self.count(&folder.team_id, parent, 1)?)
                    .update(Part::Tree, self.tree_moved(&folder.team_id, &all)?);
            }
            let transaction = transaction.key(Part::Key, self, key, now)?;
            let trouble = match transaction.send(&self.client).await {
                Ok(refusals) if refusals.is_written() || refusals.has(Part::Folder) => return Ok(Made::Now),
                Ok(refusals) => match refusals.key_use(Part::Key, key)? {
                    Some(used) => return Ok(used.into()),
                    None => Error::Contended,
                },
                Err(error) => error,
            };
            patience.wait(trouble).await?;
        }
    }

    /// Counts a move of folders, if none was counted since `all` were read: of two that would make a circle
    /// together, one has to look again.
    pub(super) fn tree_moved(&self, team_id: &TeamId, all: &Folders) -> Result<Update, Error> {
        let update = self
            .entry_update(team_id, TREE)
            .update_expression("ADD moves :one")
            .expression_attribute_values(":one", number(1));
        transaction::update(match all.moves {
            Some(moves) => update
                .condition_expression("moves = :seen")
                .expression_attribute_values(":seen", number(moves)),
            None => update.condition_expression("attribute_not_exists(moves)"),
        })
    }
}
