//! The two ways a step ends: the job goes on with a message, or it is over.

use domain::Job;
use domain::lifecycle::{Next, Outcome, Tick};
use queue::Message;
use store::{Ended, JobRecord};

use crate::{Error, Jobs};

/// Whether a job was ended by the call that wanted to end it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finished {
    Yes,
    /// Somebody else had moved it.
    Overtaken,
}

impl Jobs {
    pub fn tick(&self) -> Tick {
        Tick { now: self.clock.now(), pace: self.pace }
    }

    /// Writes down what a step made of the job that was read as `before`, and sends the message that follows.
    pub async fn carry_out(&self, before: &JobRecord, next: Next) -> Result<(), Error> {
        match next {
            Next::Continue { job, delay_seconds } => self.write_and_send(before, &job, delay_seconds).await,
            Next::End { job, outcome } => self.finish(before, *job, outcome).await.map(|_| ()),
        }
    }

    /// Ends the job: completed and charged, or failed and its hold given back. If another writer comes first, nothing
    /// changes.
    pub async fn finish(&self, before: &JobRecord, job: Job, outcome: Outcome) -> Result<Finished, Error> {
        let job = job.end(outcome, self.clock.now());
        let ended = match job.failure {
            None => self.store.settle(before, &job).await?,
            Some(_) => self.store.release(before, &job).await?,
        };
        let (job_id, team_id) = (job.job_id, &job.team_id);
        match ended {
            Ended::Now(ended) => {
                let code = job.failure.as_ref().map(|failure| failure.code);
                tracing::info!(%job_id, %team_id, status = ?job.status(), error_code = ?code, cost_cents = job.cost.get(), "a job ended");
                metrics::billed_failures(&job);
                self.announce(&ended).await;
                Ok(Finished::Yes)
            }
            Ended::Lost | Ended::KeyTaken => {
                tracing::info!(%job_id, %team_id, "a job was moved by somebody else; this ending is dropped");
                Ok(Finished::Overtaken)
            }
        }
    }

    /// Writes the job down and sends the message that takes it on. If the message is lost, the sweeper sends it again
    /// once the job is due.
    pub async fn write_and_send(
        &self,
        before: &JobRecord,
        job: &Job,
        delay_seconds: i64,
    ) -> Result<(), Error> {
        self.write_and_send_message(before, job, &Message::next_for(job), delay_seconds).await
    }

    /// The same with a message that knows more than the job.
    pub(crate) async fn write_and_send_message(
        &self,
        before: &JobRecord,
        job: &Job,
        message: &Message,
        delay_seconds: i64,
    ) -> Result<(), Error> {
        if self.store.replace(before, job).await?.is_none() {
            tracing::info!(job_id = %job.job_id, team_id = %job.team_id, "a step was overtaken; what it did is dropped");
            return Ok(());
        }
        Ok(self.queues.send(message, delay_seconds).await?)
    }
}
