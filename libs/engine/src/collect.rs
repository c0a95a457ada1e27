//! Bringing finished results home, and ending the job when all have come.

use domain::catalog::Route;
use domain::job::{CancelOutcome, Outcome, Variant};
use domain::schedule::{MAX_SAVE_ERRORS, look_delay, saving, until_proof};
use domain::{ErrorClass, ErrorCode, Failure, Job, Stage};
use futures::future::join_all;
use queue::Message;
use store::JobRecord;
use vendors::Look;

use crate::save_result::NotSaved;
use crate::{Engine, Error};

/// What became of a variant that the vendor is done with.
enum Arrival {
    Ended(Variant),
    /// The vendor is still at it.
    Running,
    /// The vendor is done, but the result could not be brought home: it is looked at again.
    NotYet,
}

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
        let Some(claimed) = self
            .jobs
            .claim_or_take_over(message, Stage::Waiting, Stage::Saving, saving(message.kind))
            .await?
        else {
            return Ok(());
        };
        let job = &claimed.job;
        // A message may come twice: what has arrived before stays as it is.
        let is_open = |index: &usize| job.variants.get(*index).is_some_and(|variant| !variant.is_terminal());
        let open = seen.into_iter().filter(|(index, _)| is_open(index));
        let arrivals =
            open.map(|(index, look)| async move { (index, self.arrival(job, route, index, look).await) });
        let arrived = join_all(arrivals).await;

        let mut job = claimed.job.clone();
        job.save_errors += u32::from(arrived.iter().any(|(_, arrival)| matches!(arrival, Arrival::NotYet)));
        for (index, arrival) in arrived {
            let ended = match arrival {
                Arrival::Ended(variant) => variant,
                Arrival::NotYet if job.save_errors >= MAX_SAVE_ERRORS => {
                    Variant::Failed { failure: Failure::new(ErrorCode::ProviderFailed) }
                }
                Arrival::NotYet | Arrival::Running => continue,
            };
            if let Some(slot) = job.variants.get_mut(index) {
                *slot = ended;
            }
        }
        if let Some(outcome) = job.outcome() {
            return self.finish_or_keep(&claimed, job, outcome).await;
        }
        let patience = self.jobs.pace.patience(until_proof(model, look + 1));
        job.stage = Stage::Waiting;
        job.look = job.look.max(look + 1);
        job.resends = 0;
        job.lease_until = None;
        job.due_at = Some(self.jobs.clock.now().plus_seconds(patience));
        let delay = self.jobs.pace.seconds(look_delay(model, look + 1).into());
        self.jobs.write_and_send(&claimed, &job, delay).await
    }

    async fn arrival(&self, job: &Job, route: &Route, variant: usize, look: Look) -> Arrival {
        let output = match look {
            Look::Running { .. } => return Arrival::Running,
            Look::Failed(failure) => return Arrival::Ended(Variant::Failed { failure }),
            Look::Canceled => return Arrival::Ended(Variant::Failed { failure: stopped(job) }),
            Look::Ready(output) => output,
        };
        let limit = saving(job.request.kind()).limit_seconds;
        let (job_id, team_id) = (job.job_id, &job.team_id);
        match self.save_result(job, route, variant, output, limit).await {
            Ok(file) => Arrival::Ended(Variant::Saved { file }),
            Err(NotSaved::For(code, why)) => {
                tracing::warn!(%job_id, %team_id, variant, why, "a result is of no use");
                Arrival::Ended(Variant::Failed { failure: Failure::new(code) })
            }
            Err(NotSaved::Yet(why)) => {
                tracing::warn!(%job_id, %team_id, variant, why, "a result could not be stored yet");
                Arrival::NotYet
            }
        }
    }

    /// Ends the job. Where AWS is in trouble, what was stored is kept, so that the next try only settles.
    pub(crate) async fn finish_or_keep(
        &self,
        claimed: &JobRecord,
        mut job: Job,
        outcome: Outcome,
    ) -> Result<(), Error> {
        let finished = self.jobs.finish(claimed, job.clone(), outcome).await;
        if finished.as_ref().is_err_and(|error| error.class() == ErrorClass::TryAgain) {
            job.stage = Stage::Waiting;
            job.lease_until = None;
            job.due_at = Some(self.jobs.clock.now().plus_seconds(self.jobs.pace.patience(0)));
            self.jobs.store.replace(claimed, &job).await?;
        }
        finished.map(|_| ())
    }
}

/// A vendor may stop a task by itself; then it is the vendor's failure.
fn stopped(job: &Job) -> Failure {
    let wished = job.cancel_outcome == Some(CancelOutcome::Requested);
    Failure::new(if wished { ErrorCode::Canceled } else { ErrorCode::ProviderFailed })
}
