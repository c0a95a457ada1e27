//! Taking up at once what a worker left that is known to be dead.

use domain::{JobId, Timestamp};

use crate::attribute::{from_item, text};
use crate::due::DueJob;
use crate::jobs::due_shard;
use crate::tables::BY_DUE;
use crate::{Error, Store};

impl Store {
    /// Ends every lease and makes every open job due now. Only for a stack that knows that no step is alive:
    /// one process that holds its data alone and has just started. Returns how many jobs that were.
    pub async fn wake_all(&self, now: Timestamp) -> Result<usize, Error> {
        let mut woken = 0;
        for shard in 0..JobId::SHARDS {
            for open in self.open_jobs(shard).await? {
                woken += usize::from(self.wake(&open, now).await?);
            }
        }
        Ok(woken)
    }

    async fn wake(&self, open: &DueJob, now: Timestamp) -> Result<bool, Error> {
        let Some(before) = self.job(&open.team_id, open.job_id).await? else { return Ok(false) };
        if before.job.status().is_terminal() {
            return Ok(false);
        }
        let job = before.job.clone().wake(now);
        Ok(self.replace(&before, &job).await?.is_some())
    }

    /// All jobs of a shard that have not ended.
    async fn open_jobs(&self, shard: u8) -> Result<Vec<DueJob>, Error> {
        let query = self
            .client
            .query()
            .table_name(&self.tables.job)
            .index_name(BY_DUE)
            .key_condition_expression("due_shard = :shard")
            .expression_attribute_values(":shard", text(&due_shard(shard)));
        let items = query.into_paginator().items().send().collect::<Result<Vec<_>, _>>().await?;
        items.into_iter().map(from_item).collect()
    }
}
