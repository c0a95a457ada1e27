//! Which jobs nobody has moved for too long: the sweeper's question.

use domain::{JobId, TeamId, Timestamp};
use serde::Deserialize;

use crate::attribute::{from_item, instant, text};
use crate::jobs::due_shard;
use crate::tables::BY_DUE;
use crate::{Error, Store};

/// A job past its `due_at`, as the index knows it. The index may lag: read the job before acting.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DueJob {
    pub team_id: TeamId,
    #[serde(rename = "id")]
    pub job_id: JobId,
    pub due_at: Timestamp,
}

impl Store {
    /// One query: at most 100 jobs of one of [`JobId::SHARDS`] shards, the longest overdue first.
    pub async fn due_jobs(&self, shard: u8, now: Timestamp) -> Result<Vec<DueJob>, Error> {
        let answer = self
            .client
            .query()
            .table_name(&self.tables.job)
            .index_name(BY_DUE)
            .key_condition_expression("due_shard = :shard AND due_at <= :now")
            .expression_attribute_values(":shard", text(&due_shard(shard)))
            .expression_attribute_values(":now", instant(now))
            .limit(100)
            .send()
            .await?;
        answer.items.unwrap_or_default().into_iter().map(from_item).collect()
    }
}
