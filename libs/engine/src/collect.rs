//! Saving the results that are ready, and ending the job when all have come.

use domain::catalog::Route;
use domain::job::{CancelOutcome, Variant};
use domain::lifecycle::{Arrival, Claim, Next};
use domain::timing::saving;
use domain::{ErrorClass, ErrorCode, Failure, Job, Phase};
use futures::future::join_all;
use queue::Message;
use store::JobRecord;
use vendors::Look;

use crate::claim::Claimed;
use crate::save_result::NotSaved;
use crate::{Engine, Error};

impl Engine {
    pub(crate) async fn collect(
        &self,
        message: &Message,
        look: u32,
        route: &str,
        seen: Vec<(usize, Look)>,
    ) -> Result<(), Error> {
        let model = self.model(message)?;
        let Some(route) = model.route(route) else { return Ok(()) };
        let claim = Claim::to_save(message.kind);
        let Some(claimed) = self.jobs.claim(message, claim).await?.map(Claimed::either) else {
            return Ok(());
        };
        let job = &claimed.job;
        // A message may come twice: what has arrived before stays as it is.
        let is_open = |index: &usize| job.variants.get(*index).is_some_and(|variant| !variant.is_terminal());
        let open = seen.into_iter().filter(|(index, _)| is_open(index));
        let arrivals =
            open.map(|(index, look)| async move { (index, self.arrival(job, route, index, look).await) });
        let arrivals = join_all(arrivals).await;
        let next = claimed.job.clone().saved(arrivals, look, model, self.jobs.tick());
        self.carry_out_or_keep(&claimed, next).await
    }

    async fn arrival(&self, job: &Job, route: &Route, variant: usize, look: Look) -> Arrival {
        let output = match look {
            Look::Running { .. } => return Arrival::Running,
            Look::Failed(failure) => return Arrival::Ended(Variant::Failed { failure }),
            Look::Canceled => return Arrival::Failed { failure: stopped(job), phase: Phase::Stopped },
            Look::Ready(output) => output,
        };
        let limit = saving(job.request.kind()).limit_seconds;
        let (job_id, team_id) = (job.job_id, &job.team_id);
        match self.save_result(job, route, variant, output, limit).await {
            Ok(file) => Arrival::Ended(Variant::Saved { file }),
            Err(NotSaved::For(code, why)) => {
                tracing::warn!(%job_id, %team_id, variant, why, "a result is of no use");
                Arrival::Failed { failure: Failure::new(code), phase: Phase::Made }
            }
            Err(NotSaved::Yet(why)) => {
                tracing::warn!(%job_id, %team_id, variant, why, "a result could not be saved yet");
                Arrival::NotSaved
            }
        }
    }

    /// Carries the move out. Where AWS is in trouble as the job ends, what was saved is kept, so that the next try only
    /// settles.
    pub(crate) async fn carry_out_or_keep(&self, claimed: &JobRecord, next: Next) -> Result<(), Error> {
        let Next::End { job, outcome } = next else { return self.jobs.carry_out(claimed, next).await };
        let finished = self.jobs.finish(claimed, (*job).clone(), outcome).await;
        if finished.as_ref().is_err_and(|error| error.class() == ErrorClass::TryAgain) {
            let kept = job.keep_to_settle(self.jobs.tick());
            self.jobs.store.replace(claimed, &kept).await?;
        }
        finished.map(|_| ())
    }
}

/// A vendor may stop a task by itself; then it is the vendor's failure.
fn stopped(job: &Job) -> Failure {
    let was_requested = job.cancel_outcome == Some(CancelOutcome::Requested);
    Failure::new(if was_requested { ErrorCode::Canceled } else { ErrorCode::ProviderFailed })
}
