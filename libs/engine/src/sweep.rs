//! Finding jobs that nobody moves any more: the message was lost, the step died, or the deadline is past.

use domain::{JobId, Timestamp};
use futures::{StreamExt, stream};
use serde::Serialize;
use store::DueJob;

use crate::{Error, Jobs};

/// Shards, and jobs of one shard, taken up side by side: a contended team must not hold up the others.
const AT_ONCE: usize = 8;

/// What one sweep did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Swept {
    pub due: usize,
    pub failed: usize,
}

impl Jobs {
    /// Looks through all shards once and takes up every job that is due.
    pub async fn sweep(&self) -> Result<Swept, Error> {
        let now = self.clock.now();
        let mut swept = Swept::default();
        let shards: Vec<_> = stream::iter(0..JobId::SHARDS)
            .map(|shard| self.sweep_shard(shard, now))
            .buffer_unordered(AT_ONCE)
            .collect()
            .await;
        for shard in shards {
            let of_shard: Swept = shard?;
            swept.due += of_shard.due;
            swept.failed += of_shard.failed;
        }
        Ok(swept)
    }

    async fn sweep_shard(&self, shard: u8, now: Timestamp) -> Result<Swept, Error> {
        let due = self.store.due_jobs(shard, now).await?;
        let mut swept = Swept { due: due.len(), failed: 0 };
        let mut taken_up =
            stream::iter(due).map(|due| self.take_up_or_log(due, now)).buffer_unordered(AT_ONCE);
        while let Some(done) = taken_up.next().await {
            swept.failed += usize::from(!done);
        }
        Ok(swept)
    }

    async fn take_up_or_log(&self, due: DueJob, now: Timestamp) -> bool {
        let outcome = self.take_up(&due, now).await;
        if let Err(error) = &outcome {
            tracing::error!(job_id = %due.job_id, team_id = %due.team_id, %error, "a due job could not be taken up; the next sweep tries again");
        }
        outcome.is_ok()
    }

    async fn take_up(&self, due: &DueJob, now: Timestamp) -> Result<(), Error> {
        let Some(before) = self.store.job(&due.team_id, due.job_id).await? else { return Ok(()) };
        let job = &before.job;
        if !job.is_due(now) {
            return Ok(());
        }
        if job.status().is_terminal() {
            self.announce(&before).await;
            return Ok(());
        }
        if now >= job.deadline_at() {
            return self.expire(&due.team_id, due.job_id).await;
        }
        let Some(job) = job.clone().resend(now, self.pace) else {
            self.store.replace(&before, &job.clone().leave_to_deadline()).await?;
            return Ok(());
        };
        tracing::warn!(job_id = %job.job_id, team_id = %job.team_id, stage = ?job.stage(), chain = job.chain(), "a lost job is sent again");
        self.write_and_send(&before, &job, 0).await
    }
}
