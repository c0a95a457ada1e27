//! Which jobs nobody has moved for too long, the sweeper's question; and which open jobs are the oldest, an operator's.

use domain::{Job, JobId, TeamId, Timestamp};
use futures::future::try_join_all;
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

    /// The open jobs that were made first, the oldest first: one query for each shard, and one read for each job. Where a
    /// shard has more than 100 jobs, only the 100 that are due first are looked at.
    pub async fn oldest_open_jobs(&self, limit: usize) -> Result<Vec<Job>, Error> {
        let shards = try_join_all((0..JobId::SHARDS).map(|shard| self.first_due(shard))).await?;
        let mut oldest: Vec<JobKey> = shards.into_iter().flatten().collect();
        // An id begins with the time at which it was made.
        oldest.sort_unstable_by_key(|key| key.job_id);
        oldest.truncate(limit);
        let read = oldest.iter().map(|key| self.job(&key.team_id, key.job_id));
        let found = try_join_all(read).await?.into_iter().flatten().map(|record| record.job);
        // The index lags, and has ended jobs with a notification that is still to be published.
        Ok(found.filter(|job| !job.status().is_terminal()).collect())
    }

    async fn first_due(&self, shard: u8) -> Result<Vec<JobKey>, Error> {
        let query = self.client.query().table_name(&self.tables.job).index_name(BY_DUE);
        let query = query
            .key_condition_expression("due_shard = :shard")
            .expression_attribute_values(":shard", text(&due_shard(shard)))
            .limit(100);
        query.send().await?.items.unwrap_or_default().into_iter().map(from_item).collect()
    }
}

/// A job's key.
#[derive(Debug, Deserialize)]
struct JobKey {
    team_id: TeamId,
    #[serde(rename = "id")]
    job_id: JobId,
}
