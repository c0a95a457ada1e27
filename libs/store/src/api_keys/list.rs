//! Listing a team's keys, the newest first.

use domain::{KeyId, TeamId, UserId};

use super::KeyRecord;
use crate::attribute::{from_item, text};
use crate::{Error, Store};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPage {
    pub keys: Vec<KeyRecord>,
    /// There may be more keys before this one.
    pub next_before: Option<KeyId>,
}

/// DynamoDB charges for every key that is read, whoever's it is.
const LARGEST_READ: usize = 500;

impl Store {
    /// One query: of one key more than is wanted, or of 500 if only one user's are. Then a page may be short although the
    /// list goes on.
    pub async fn list_api_keys(
        &self,
        team_id: &TeamId,
        user_id: Option<&UserId>,
        before: Option<KeyId>,
        limit: usize,
    ) -> Result<KeyPage, Error> {
        let read = if user_id.is_some() { LARGEST_READ } else { limit.saturating_add(1) };
        let query = self
            .client
            .query()
            .table_name(&self.tables.team_api_key)
            .scan_index_forward(false)
            .consistent_read(true)
            .limit(i32::try_from(read).unwrap_or(i32::MAX))
            .expression_attribute_values(":team", text(team_id));
        let query = match before {
            Some(before) => query
                .key_condition_expression("team_id = :team AND id < :before")
                .expression_attribute_values(":before", text(&before)),
            None => query.key_condition_expression("team_id = :team"),
        };
        let answer = query.send().await?;
        let is_cut = answer.last_evaluated_key.is_some();
        let items = answer.items.unwrap_or_default().into_iter();
        let records: Vec<KeyRecord> = items.map(from_item).collect::<Result<_, Error>>()?;
        let last_read = records.last().map(|record| record.key.id).filter(|_| is_cut);
        let is_wanted =
            |record: &KeyRecord| user_id.is_none_or(|user_id| record.key.caller.user_id == *user_id);
        let mut keys: Vec<KeyRecord> = records.into_iter().filter(is_wanted).collect();
        let mut next_before = last_read;
        if keys.len() > limit {
            keys.truncate(limit);
            next_before = keys.last().map(|record| record.key.id);
        }
        Ok(KeyPage { keys, next_before })
    }
}
