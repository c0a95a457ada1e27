//! Ending a job whose deadline is past. What was made by then is delivered; a late result is dropped,
//! never charged.

use domain::job::{Outcome, Variant};
use domain::schedule::SAVING_GRACE_SECONDS;
use domain::{ErrorCode, Failure, Job, JobId, Stage, TeamId, Timestamp};

use crate::{Error, Jobs};

impl Jobs {
    pub(crate) async fn expire(&self, team_id: &TeamId, job_id: JobId) -> Result<(), Error> {
        let Some(before) = self.store.job(team_id, job_id).await? else { return Ok(()) };
        let now = self.clock.now();
        // A message may be older than the job's deadline: that moves when a vendor accepts.
        let has_time = now < before.job.deadline_at;
        if before.job.status.is_terminal() || has_time || is_being_stored(&before.job, now) {
            return Ok(());
        }
        let (job, outcome) = expired(before.job.clone());
        self.finish(&before, job, outcome).await?;
        Ok(())
    }
}

/// A step that is rendering or saving results at the deadline gets a little longer.
fn is_being_stored(job: &Job, now: Timestamp) -> bool {
    let grace = job.deadline_at.plus_seconds(SAVING_GRACE_SECONDS);
    matches!(job.stage, Stage::Saving | Stage::Rendering) && job.is_leased(now) && now < grace
}

fn expired(mut job: Job) -> (Job, Outcome) {
    let failure = Failure::new(ErrorCode::TimedOut);
    for variant in job.variants.iter_mut().filter(|variant| !variant.is_terminal()) {
        *variant = Variant::Failed { failure: failure.clone() };
    }
    let outcome = job.outcome().unwrap_or(Outcome::Failed { failure });
    (job, outcome)
}
