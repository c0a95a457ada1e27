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
use crate::seen::{Seen, unusable};
use crate::{Engine, Error};

impl Engine {
    pub(crate) async fn collect(
        &self,
        message: &Message,
        look: u32,
        route: &str,
        seen: Vec<Seen>,
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
        let unusable = unusable(&seen);
        let open = seen.into_iter().filter(|seen| is_open(&seen.variant));
        let arrivals = open.map(|seen| async move { (seen.variant, self.arrival(job, route, seen).await) });
        let arrivals = join_all(arrivals).await;
        let not_saved = arrivals.iter().filter(|(_, arrival)| *arrival == Arrival::NotSaved);
        let not_saved: Vec<usize> = not_saved.map(|(index, _)| *index).collect();
        let next = claimed.job.clone().saved(arrivals, look, model, self.jobs.tick());
        let (Next::Continue { job: after, .. } | Next::End { job: after, .. }) = &next;
        log_lost(after, &not_saved);
        match next {
            Next::Continue { job, delay_seconds } => {
                let message = Message::next_for(&job).with_unusable(unusable);
                self.jobs.write_and_send_message(&claimed, &job, &message, delay_seconds).await
            }
            Next::End { .. } => self.carry_out_or_keep(&claimed, next).await,
        }
    }

    async fn arrival(&self, job: &Job, route: &Route, seen: Seen) -> Arrival {
        let variant = seen.variant;
        let output = match seen.look {
            Look::Running { .. } => return Arrival::Running,
            // Given up by us: what the vendor made of it is not known.
            Look::Failed(failure) if seen.unusable.is_some() => {
                return Arrival::Failed { failure, phase: Phase::Unreadable };
            }
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
            Err(NotSaved::Damaged(why) | NotSaved::Yet(why) | NotSaved::Stale(why)) => {
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

/// A result that was made and could not be saved in all its rounds costs the operator money that no customer pays.
fn log_lost(after: &Job, not_saved: &[usize]) {
    let (job_id, team_id) = (after.job_id, &after.team_id);
    for variant in not_saved {
        if after.variants.get(*variant).is_some_and(Variant::is_terminal) {
            tracing::error!(%job_id, %team_id, variant, rounds = after.save_errors(), "a result that was made could not be saved and is given up free of charge; the vendor bills it");
        }
    }
}

/// A vendor may stop a task by itself; then it is the vendor's failure.
fn stopped(job: &Job) -> Failure {
    let was_requested = job.cancel_outcome == Some(CancelOutcome::Requested);
    Failure::new(if was_requested { ErrorCode::Canceled } else { ErrorCode::ProviderFailed })
}
