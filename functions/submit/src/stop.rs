//! Asking for a running job to be stopped. Where a vendor has it, the wish is written down under a new chain, and a
//! step of its own asks; our own render reads the wish off the job.

use domain::catalog::Route;
use domain::job::{CancelOutcome, Variant};
use domain::schedule::{UNSENT_AFTER_SECONDS, until_proof};
use domain::{ErrorCode, Failure, Job, Stage, Timestamp};
use queue::Message;
use store::{Idempotency, JobRecord, Replaced};
use web::ApiError;

use crate::App;

/// We render it ourselves; or a vendor that can stop it has a part of it, and no step is at work on it.
pub(crate) fn can_be_stopped(app: &App, job: &Job) -> bool {
    if job.stage == Stage::Rendering {
        return true;
    }
    matches!(job.stage, Stage::Queued | Stage::Waiting)
        && job.running().next().is_some()
        && route(app, job).is_some_and(|route| route.cancel)
}

fn route<'a>(app: &'a App, job: &Job) -> Option<&'a Route> {
    let model = app.catalog.model(job.request.kind(), job.request.model())?;
    model.route(job.route.as_deref()?)
}

/// A step is handing it to a vendor that can stop it, or has not said to which.
pub(crate) fn may_soon_be_stopped(app: &App, job: &Job, now: Timestamp) -> bool {
    job.stage == Stage::Starting && job.is_leased(now) && route(app, job).is_none_or(|route| route.cancel)
}

/// The job under a new chain, so that the messages of the old one end. What no vendor has yet is not started any
/// more.
pub(crate) fn to_be_stopped(app: &App, mut job: Job, now: Timestamp) -> Job {
    if job.stage == Stage::Rendering {
        // Our own worker hears of it when it next writes its progress down.
        job.cancel_outcome = Some(CancelOutcome::Requested);
        return job;
    }
    for variant in job.variants.iter_mut().filter(|variant| **variant == Variant::Queued) {
        *variant = Variant::Failed { failure: Failure::new(ErrorCode::Canceled) };
    }
    if job.stage == Stage::Queued {
        job.stage = Stage::Waiting;
        job.look = 0;
        job.resends = 0;
    }
    // Until the looks that follow prove the new chain alive.
    let model = app.catalog.model(job.request.kind(), job.request.model());
    let patience = UNSENT_AFTER_SECONDS + model.map_or(0, |model| until_proof(model, job.look));
    job.cancel_outcome = Some(CancelOutcome::Requested);
    job.chain += 1;
    job.due_at = Some(now.plus_seconds(patience));
    job
}

/// Writes the wish down, and sends the step that asks the vendor.
pub(crate) async fn ask(
    app: &App,
    before: &JobRecord,
    job: &Job,
    key: Option<Idempotency>,
    now: Timestamp,
) -> Result<Replaced, ApiError> {
    let replaced = match &key {
        Some(key) => app.store.replace_with_key(before, job, (key, now)).await?,
        None if app.store.replace(before, job).await?.is_some() => Replaced::Now,
        None => Replaced::Lost,
    };
    if replaced != Replaced::Now {
        return Ok(replaced);
    }
    let (job_id, team_id) = (job.job_id, &job.team_id);
    tracing::info!(%job_id, %team_id, "a running job is to be stopped");
    if job.stage == Stage::Rendering {
        return Ok(Replaced::Now);
    }
    if let Err(error) = app.queues.send(&Message::cancel(job), 0).await {
        // The sweeper looks at the job again; it then runs to its end.
        tracing::warn!(%job_id, %team_id, %error, "the vendor is not asked to stop");
    }
    Ok(Replaced::Now)
}
