//! Renaming and moving a folder.

use aws_sdk_dynamodb::types::{ReturnValue, Update};
use domain::drive::{Folder, FolderChange, Misplaced};
use domain::fields::Change;
use domain::{FolderId, TeamId};

use super::Changed;
use super::entry::{folder_key, still_in};
use crate::attribute::{from_item, text};
use crate::conditional::{Write, conditional};
use crate::retry::retry;
use crate::transaction::{self, Sent, Transaction};
use crate::{Error, Store};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Folder,
    From,
    To,
    Tree,
}

impl Store {
    /// One write if only the name changes. Otherwise one query and one transaction; both again while other writers move
    /// folders.
    pub async fn change_folder(
        &self,
        team_id: &TeamId,
        id: FolderId,
        change: &FolderChange,
    ) -> Result<Changed<Folder, Misplaced>, Error> {
        match (change.parent_id, &change.name) {
            (Change::Keep, Some(name)) => self.rename_folder(team_id, id, name).await,
            (Change::Keep, None) => {
                Ok(self.folder(team_id, id).await?.map_or(Changed::NotFound, Changed::Now))
            }
            (parent, name) => self.move_folder(team_id, id, parent.applied_to(None), name.as_deref()).await,
        }
    }

    async fn rename_folder(
        &self,
        team_id: &TeamId,
        id: FolderId,
        name: &str,
    ) -> Result<Changed<Folder, Misplaced>, Error> {
        retry(|| async {
            let sent = self
                .client
                .update_item()
                .table_name(&self.tables.drive)
                .key("team_id", text(team_id))
                .key("entry", text(&folder_key(id)))
                .update_expression("SET #name = :name")
                .condition_expression("attribute_exists(entry)")
                .expression_attribute_names("#name", "name")
                .expression_attribute_values(":name", text(name))
                .return_values(ReturnValue::AllNew)
                .send()
                .await;
            match conditional(sent)? {
                Write::Done(answer) => Ok(Changed::Now(from_item(answer.attributes.unwrap_or_default())?)),
                Write::Refused { .. } => Ok(Changed::NotFound),
            }
        })
        .await
    }

    async fn move_folder(
        &self,
        team_id: &TeamId,
        id: FolderId,
        parent: Option<FolderId>,
        name: Option<&str>,
    ) -> Result<Changed<Folder, Misplaced>, Error> {
        retry(|| async {
            let all = self.all_folders(team_id).await?;
            let Some(folder) = all.find(id) else { return Ok(Changed::NotFound) };
            if folder.parent_id == parent {
                // It is there already. Perhaps an earlier attempt of ours has moved it, and the answer was lost.
                return match name {
                    Some(name) if name != folder.name => self.rename_folder(team_id, id, name).await,
                    _ => Ok(Changed::Now(folder.clone())),
                };
            }
            if let Err(misplaced) = all.tree().admits_move(id, parent) {
                return Ok(Changed::Refused(misplaced));
            }
            let name = name.unwrap_or(&folder.name);
            let mut transaction = Transaction::new()
                .update(Part::Folder, self.folder_moved(folder, parent, name)?)
                .update(Part::Tree, self.tree_moved(team_id, &all)?);
            if let Some(from) = folder.parent_id {
                transaction = transaction.update(Part::From, self.count(team_id, from, -1)?);
            }
            if let Some(to) = parent {
                transaction = transaction.update(Part::To, self.count(team_id, to, 1)?);
            }
            match transaction.send(&self.client).await? {
                Sent::Written => {
                    let (name, parent_id) = (name.to_owned(), parent);
                    Ok(Changed::Now(Folder { name, parent_id, ..folder.clone() }))
                }
                Sent::Refused(_) => Err(Error::Contended),
            }
        })
        .await
    }

    fn folder_moved(&self, folder: &Folder, to: Option<FolderId>, name: &str) -> Result<Update, Error> {
        let (condition, was_in) = still_in("parent_id", folder.parent_id);
        let mut update = self
            .entry_update(&folder.team_id, &folder_key(folder.id))
            .condition_expression(condition)
            .expression_attribute_names("#name", "name")
            .expression_attribute_values(":name", text(name));
        if let Some((placeholder, was_in)) = was_in {
            update = update.expression_attribute_values(placeholder, was_in);
        }
        transaction::update(match to {
            Some(to) => update
                .update_expression("SET #name = :name, parent_id = :to")
                .expression_attribute_values(":to", text(&to)),
            None => update.update_expression("SET #name = :name REMOVE parent_id"),
        })
    }
}
