//! Reading brand kits, and deleting one.

use aws_sdk_dynamodb::types::ReturnValue;
use domain::brand::BrandKit;
use domain::{KitId, TeamId};
use serde::{Deserialize, Serialize};

use crate::attribute::{from_item, text};
use crate::patience::Patience;
use crate::{Error, Store};

/// A kit with the revision it was read at. Only a writer who knows the current one replaces it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitRecord {
    #[serde(flatten)]
    pub kit: BrandKit,
    pub(crate) revision: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KitPage {
    pub kits: Vec<BrandKit>,
    /// More kits lie before this one.
    pub next_before: Option<KitId>,
}

impl Store {
    /// One consistent read.
    pub async fn kit(&self, team_id: &TeamId, id: KitId) -> Result<Option<KitRecord>, Error> {
        let get = self.client.get_item().table_name(&self.tables.brand_kit).consistent_read(true);
        let answer = get.key("team_id", text(team_id)).key("kit_id", text(&id)).send().await?;
        answer.item.map(from_item).transpose()
    }

    /// The newest first: one query.
    pub async fn list_kits(
        &self,
        team_id: &TeamId,
        before: Option<KitId>,
        limit: usize,
    ) -> Result<KitPage, Error> {
        let one_more = i32::try_from(limit.saturating_add(1)).unwrap_or(i32::MAX);
        let query = self
            .client
            .query()
            .table_name(&self.tables.brand_kit)
            .scan_index_forward(false)
            .consistent_read(true)
            .limit(one_more)
            .expression_attribute_values(":team", text(team_id));
        let query = match before {
            Some(before) => query
                .key_condition_expression("team_id = :team AND kit_id < :before")
                .expression_attribute_values(":before", text(&before)),
            None => query.key_condition_expression("team_id = :team"),
        };
        let items = query.send().await?.items.unwrap_or_default();
        let kits = items.into_iter().map(|item| Ok(from_item::<KitRecord>(item)?.kit));
        let mut page = KitPage { kits: kits.collect::<Result<_, Error>>()?, next_before: None };
        if page.kits.len() > limit {
            page.kits.truncate(limit);
            page.next_before = page.kits.last().map(|last| last.id);
        }
        Ok(page)
    }

    /// One write. `false`: there was none.
    pub async fn delete_kit(&self, team_id: &TeamId, id: KitId) -> Result<bool, Error> {
        let mut patience = Patience::new();
        let mut is_sent = false;
        loop {
            let delete = self.client.delete_item().table_name(&self.tables.brand_kit);
            let delete = delete.key("team_id", text(team_id)).key("kit_id", text(&id));
            match delete.return_values(ReturnValue::AllOld).send().await {
                // Perhaps an earlier try of ours deleted it, and its answer was lost.
                Ok(answer) => return Ok(is_sent || answer.attributes.is_some()),
                Err(error) => patience.wait(error.into()).await?,
            }
            is_sent = true;
        }
    }
}
