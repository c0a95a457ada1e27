//! One message, one step: claim, download, render.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use domain::job::{Outcome, Variant};
use domain::request::{CompositeRequest, Request};
use domain::resolve::Missing;
use domain::schedule::{MAX_START_ERRORS, RENDERING, SAVING_GRACE_SECONDS, SOURCE_WAIT_SECONDS};
use domain::{ErrorCode, Failure, Job, Stage};
use engine::Error;
use queue::Message;
use store::{Claim, JobRecord};
use tempfile::TempDir;

use crate::App;

/// A render that took its process along so often will do so again.
const MAX_ATTEMPTS: u32 = 3;
/// How much of the step's time downloading all files may take.
const DOWNLOAD_LIMIT: Duration = Duration::from_mins(4);
/// How long a step that met trouble waits before it is tried again.
const TROUBLE_DELAY_SECONDS: i64 = 10;
/// From when the jobs that it waited for have ended: the catalog's deadline.
const OWN_SECONDS: i64 = 1500;

impl App {
    pub async fn advance(&self, body: &str) -> Result<(), Error> {
        self.jobs.advance(body, async |message| Box::pin(self.step(message)).await).await
    }

    async fn step(&self, message: &Message) -> Result<(), Error> {
        // A late result is neither delivered nor charged.
        let left = message.deadline_at.plus_seconds(SAVING_GRACE_SECONDS).millis_since(self.jobs.clock.now());
        let left = Duration::from_millis(u64::try_from(left).unwrap_or_default());
        let until = Instant::now() + left.min(Duration::from_secs(RENDERING.limit_seconds));
        let Some(claimed) = self.claim(message).await? else { return Ok(()) };
        let Request::Composite(request) = claimed.job.request.clone() else {
            return Err(Error::UnknownModel(message.model.clone()));
        };
        if claimed.job.cancel_outcome.is_some() {
            // The render that was to hear of the wish has died.
            return self.fail(&claimed, Failure::new(ErrorCode::Canceled)).await;
        }
        if claimed.job.attempts >= MAX_ATTEMPTS {
            return self.fail(&claimed, Failure::new(ErrorCode::Internal)).await;
        }
        let dir = match TempDir::new_in(&self.scratch) {
            Ok(dir) => dir,
            Err(error) => return self.trouble(claimed, &error.to_string()).await,
        };
        let downloading = self.download(&claimed.job, &request, dir.path());
        let downloaded = tokio::time::timeout(DOWNLOAD_LIMIT, downloading).await;
        let too_slow = |_| Err(Missing::NotYet("the files took too long".to_owned()));
        match downloaded.unwrap_or_else(too_slow) {
            Ok(files) => Box::pin(self.make(claimed, &request, &files, dir.path(), until)).await,
            Err(Missing::Unfinished(_)) => self.wait_for_sources(claimed).await,
            Err(Missing::Never(failure)) => self.fail(&claimed, failure).await,
            Err(Missing::NotYet(why)) => self.trouble(claimed, &why).await,
        }
    }

    /// The job in our hands, fresh or from a step that died. `None`: another delivery is at it, or it has moved on.
    async fn claim(&self, message: &Message) -> Result<Option<JobRecord>, Error> {
        let taken = self.jobs.claim_or_take_over(message, Stage::Queued, Stage::Fetching, RENDERING);
        if let Some(claimed) = taken.await? {
            return Ok(Some(claimed));
        }
        let now = self.jobs.clock.now();
        let lease_until = now.plus_seconds(RENDERING.lease_seconds);
        let claim = Claim {
            team_id: &message.team_id,
            job_id: message.job_id,
            chain: message.chain,
            from: Stage::Rendering,
            to: Stage::Fetching,
            now,
            lease_until,
            due_at: lease_until,
        };
        Ok(self.jobs.store.claim(&claim).await?.ok())
    }

    /// From here on it runs, and its attempts count.
    async fn make(
        &self,
        claimed: JobRecord,
        request: &CompositeRequest,
        files: &[PathBuf],
        dir: &Path,
        until: Instant,
    ) -> Result<(), Error> {
        let job = Job {
            stage: Stage::Rendering,
            status: domain::Status::Processing,
            started_at: claimed.job.started_at.or(Some(self.jobs.clock.now())),
            attempts: claimed.job.attempts + 1,
            progress_percent: Some(0),
            start_errors: 0,
            ..claimed.job.clone()
        };
        match self.jobs.store.replace(&claimed, &job).await? {
            Some(rendering) => Box::pin(self.render(rendering, request, files, dir, until)).await,
            None => Ok(()),
        }
    }

    /// Its own time begins when the other jobs' has ended.
    async fn wait_for_sources(&self, claimed: JobRecord) -> Result<(), Error> {
        let deadline = self.jobs.clock.now().plus_seconds(OWN_SECONDS);
        let mut job = claimed.job.clone();
        job.deadline_at = job.deadline_at.max(deadline);
        job.resends = 0;
        self.requeue(&claimed, job, self.jobs.pace.seconds(SOURCE_WAIT_SECONDS)).await
    }

    async fn trouble(&self, claimed: JobRecord, why: &str) -> Result<(), Error> {
        let mut job = claimed.job.clone();
        let (job_id, team_id) = (job.job_id, &job.team_id);
        tracing::warn!(%job_id, %team_id, why, "a composite's files are not there yet");
        job.start_errors += 1;
        if job.start_errors >= MAX_START_ERRORS {
            return self.fail(&claimed, Failure::new(ErrorCode::InputUnreachable)).await;
        }
        self.requeue(&claimed, job, self.jobs.pace.seconds(TROUBLE_DELAY_SECONDS)).await
    }

    async fn requeue(&self, claimed: &JobRecord, mut job: Job, delay: i64) -> Result<(), Error> {
        // A second message of the same chain, sent while this one waited, ends when it comes.
        job.chain += 1;
        job.stage = Stage::Queued;
        job.lease_until = None;
        job.due_at = Some(self.jobs.clock.now().plus_seconds(delay + self.jobs.pace.patience(0)));
        self.jobs.write_and_send(claimed, &job, delay).await
    }

    pub(crate) async fn fail(&self, before: &JobRecord, failure: Failure) -> Result<(), Error> {
        let mut job = before.job.clone();
        for variant in &mut job.variants {
            *variant = Variant::Failed { failure: failure.clone() };
        }
        self.jobs.finish(before, job, Outcome::Failed { failure }).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use domain::{Catalog, Kind};

    use super::*;

    #[test]
    fn a_composite_that_waited_has_the_catalogs_time_from_then_on() {
        let catalog = Catalog::shipped().unwrap();
        let model = catalog.model(Kind::Composite, domain::request::composite::MODEL).unwrap();
        assert_eq!(OWN_SECONDS, i64::from(model.deadline_seconds));
    }
}
