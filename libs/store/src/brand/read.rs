//! Reading brand kits, and deleting one.

use aws_sdk_dynamodb::types::ReturnValue;
use domain::brand::BrandKit;
use domain::{KitId, TeamId};
use serde::{Deserialize, Serialize};

use crate::attribute::{from_item, text};
use crate::retry::{Attempt, retry_with_state};
use crate::{Error, Store};

/// A kit as it was read. Only a writer who knows the current revision replaces it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitRecord {
    #[serde(flatten)]
    pub kit: BrandKit,
    pub(crate) revision: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KitPage {
    pub kits: Vec<BrandKit>,
    /// There are more kits before this one.
    pub next_before: Option<KitId>,
}

impl Store {
    /// One consistent read.
    pub async fn kit(&self, team_id: &TeamId, id: KitId) -> Result<Option<KitRecord>, Error> {
        let get = self.client.get_item().table_name(&self.tables.brand_kit).consistent_read(true);
        let answer = get.key("team_id", text(team_id)).key("kit_id", text(&id)).send().await?;
        answer.item.map(from_item).transpose()
    }

    /// One query: the newest kits first.
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
        let answer = query.send().await?;
        let is_cut = answer.last_evaluated_key.is_some();
        let kits =
            answer.items.unwrap_or_default().into_iter().map(|item| Ok(from_item::<KitRecord>(item)?.kit));
        let mut page = KitPage { kits: kits.collect::<Result<_, Error>>()?, next_before: None };
        // A query ends after a megabyte, however many kits were asked for.
        if page.kits.len() > limit || is_cut {
            page.kits.truncate(limit);
            page.next_before = page.kits.last().map(|last| last.id);
        }
        Ok(page)
    }

    /// One write. `false`: there was no such kit.
    pub async fn delete_kit(&self, team_id: &TeamId, id: KitId) -> Result<bool, Error> {
        retry_with_state(false, |unanswered| async move {
            let delete = self.client.delete_item().table_name(&self.tables.brand_kit);
            let delete = delete.key("team_id", text(team_id)).key("kit_id", text(&id));
            Ok(match delete.return_values(ReturnValue::AllOld).send().await.map_err(Error::from) {
                // Perhaps an earlier attempt of ours has deleted it, and the answer was lost.
                Ok(answer) => Attempt::Done(unanswered || answer.attributes.is_some()),
                Err(Error::Contended) => Attempt::Again(unanswered, Error::Contended),
                Err(error) => Attempt::Again(true, error),
            })
        })
        .await
    }
}
