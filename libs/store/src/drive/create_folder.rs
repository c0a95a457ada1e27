//! Creating a folder: its row, its parent's count, and the request's idempotency key in one transaction.

use aws_sdk_dynamodb::types::Update;
use domain::TeamId;
use domain::drive::{Folder, Misplaced};

use super::entry::{TREE, folder_item};
use super::folders::Folders;
use crate::attribute::number;
use crate::retry::retry;
use crate::transaction::{self, Transaction};
use crate::{Created, Error, Idempotency, Store};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Folder,
    Parent,
    Tree,
    Key,
}

impl Store {
    /// One query of all folders and one transaction; both again while other writers move folders. In the root it does
    /// not matter what moves meanwhile: a root folder cannot become too deep.
    pub async fn create_folder(
        &self,
        folder: &Folder,
        key: Option<&Idempotency>,
    ) -> Result<Created<Misplaced>, Error> {
        let now = folder.created_at;
        retry(|| async {
            let all = self.all_folders(&folder.team_id).await?;
            // An earlier attempt of ours has created it, and the answer was lost.
            if all.find(folder.id).is_some() {
                return Ok(Created::Now);
            }
            if let Err(misplaced) = all.tree().admits(folder.parent_id) {
                return self.replayed_or_refused(misplaced, key, now).await;
            }
            let mut transaction = Transaction::new().put(Part::Folder, self.new_entry(folder_item(folder)?)?);
            if let Some(parent) = folder.parent_id {
                transaction = transaction
                    .update(Part::Parent, self.count(&folder.team_id, parent, 1)?)
                    .update(Part::Tree, self.tree_moved(&folder.team_id, &all)?);
            }
            let transaction = transaction.key(Part::Key, self, key, now)?;
            let sent = transaction.send(&self.client).await?;
            sent.created(Part::Folder, (Part::Key, key))?.ok_or(Error::Contended)
        })
        .await
    }

    /// Counts a move of folders. It refuses if one was counted since `all` were read: of two moves that together would
    /// make a circle, one has to read the folders again.
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
