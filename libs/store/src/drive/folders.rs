//! Reading folders.

use domain::drive::{Folder, Tree};
use domain::{FolderId, TeamId};
use serde::Deserialize;

use super::entry::{TREE, folder_key};
use crate::attribute::{Item, from_item, text};
use crate::{Error, Store};

/// All folders of a team, and how many moves were counted when they were read.
#[derive(Debug)]
pub(super) struct Folders {
    pub(super) folders: Vec<Folder>,
    pub(super) moves: Option<i64>,
}

impl Folders {
    pub(super) fn tree(&self) -> Tree {
        self.folders.iter().collect()
    }

    pub(super) fn find(&self, id: FolderId) -> Option<&Folder> {
        self.folders.iter().find(|folder| folder.id == id)
    }
}

#[derive(Deserialize)]
struct TreeRow {
    moves: i64,
}

impl Store {
    /// One consistent read.
    pub async fn folder(&self, team_id: &TeamId, id: FolderId) -> Result<Option<Folder>, Error> {
        self.drive_entry(team_id, &folder_key(id)).await?.map(from_item).transpose()
    }

    /// All folders of a team, the oldest first. One query; two if a thousand folders have long names.
    pub async fn folders(&self, team_id: &TeamId) -> Result<Vec<Folder>, Error> {
        Ok(self.all_folders(team_id).await?.folders)
    }

    pub(super) async fn all_folders(&self, team_id: &TeamId) -> Result<Folders, Error> {
        let mut all = Folders { folders: Vec::new(), moves: None };
        let mut from = None;
        loop {
            let query = self
                .client
                .query()
                .table_name(&self.tables.drive)
                .key_condition_expression("team_id = :team AND begins_with(entry, :folders)")
                .expression_attribute_values(":team", text(team_id))
                .expression_attribute_values(":folders", text(TREE))
                .consistent_read(true);
            let answer = query.set_exclusive_start_key(from).send().await?;
            for item in answer.items.unwrap_or_default() {
                if is_tree(&item) {
                    let TreeRow { moves } = from_item(item)?;
                    all.moves = Some(moves);
                } else {
                    all.folders.push(from_item(item)?);
                }
            }
            from = answer.last_evaluated_key;
            if from.is_none() {
                return Ok(all);
            }
        }
    }

    pub(super) async fn drive_entry(&self, team_id: &TeamId, entry: &str) -> Result<Option<Item>, Error> {
        let get = self.client.get_item().table_name(&self.tables.drive).consistent_read(true);
        Ok(get.key("team_id", text(team_id)).key("entry", text(entry)).send().await?.item)
    }
}

fn is_tree(item: &Item) -> bool {
    item.get("entry") == Some(&text(TREE))
}
