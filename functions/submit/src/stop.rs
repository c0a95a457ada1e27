//! Asking for a running job to be stopped. Where a vendor has it, a step of its own asks the vendor; our own render
//! reads the request off the job.

use domain::{Job, Stage, Timestamp};
use queue::Message;
use store::{Idempotency, JobRecord, Replaced};
use web::ApiError;

use crate::App;

/// Writes the requested cancellation down, and sends the step that asks the vendor.
pub(crate) async fn request(
    app: &App,
    before: &JobRecord,
    job: &Job,
    key: Option<Idempotency>,
    now: Timestamp,
) -> Result<Replaced, ApiError> {
    let written = match &key {
        Some(key) => app.store.replace_with_key(before, job, (key, now)).await?,
        None if app.store.replace(before, job).await?.is_some() => Replaced::Now,
        None => Replaced::Lost,
    };
    if written != Replaced::Now {
        return Ok(written);
    }
    let (job_id, team_id) = (job.job_id, &job.team_id);
    tracing::info!(%job_id, %team_id, "the cancellation of a running job was requested");
    if job.stage() == Stage::Rendering {
        return Ok(Replaced::Now);
    }
    if let Err(error) = app.queues.send(&Message::cancel(job), 0).await {
        // The sweeper looks at the job again; it then runs to its end.
        tracing::warn!(%job_id, %team_id, %error, "the vendor is not asked to stop");
    }
    Ok(Replaced::Now)
}
