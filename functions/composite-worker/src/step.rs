//! One message, one step: claim, download, render.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use domain::lifecycle::Claim;
use domain::request::{CompositeRequest, Request};
use domain::resolve::Missing;
use domain::timing::{RENDERING, SAVING_GRACE_SECONDS};
use domain::{ErrorCode, Failure};
use engine::{Claimed, Error};
use queue::Message;
use store::JobRecord;
use tempfile::TempDir;

use crate::App;

/// A render that killed its process this often will do so again.
const MAX_ATTEMPTS: u32 = 3;
/// How much of the step's time downloading all files may take.
const DOWNLOAD_LIMIT: Duration = Duration::from_mins(4);
/// How long a composite has once the jobs that make its sources have ended: the catalog's deadline.
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
        let claim = Claim::to_fetch(message.kind);
        let Some(claimed) = self.jobs.claim(message, claim).await?.map(Claimed::either) else {
            return Ok(());
        };
        let Request::Composite(request) = claimed.job.request.clone() else {
            return Err(Error::UnknownModel(message.model.clone()));
        };
        if claimed.job.cancel_outcome.is_some() {
            // The render that was to read the request off the job has died.
            return self.fail(&claimed, Failure::new(ErrorCode::Canceled)).await;
        }
        if claimed.job.attempts() >= MAX_ATTEMPTS {
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
            Err(Missing::Unreachable { field, why }) => {
                let next = claimed.job.clone().ask_hosts_again(vec![(field, why)], self.jobs.tick());
                self.jobs.carry_out(&claimed, next).await
            }
        }
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
        let job = claimed.job.clone().render(self.jobs.clock.now());
        match self.jobs.store.replace(&claimed, &job).await? {
            Some(rendering) => Box::pin(self.render(rendering, request, files, dir, until)).await,
            None => Ok(()),
        }
    }

    async fn wait_for_sources(&self, claimed: JobRecord) -> Result<(), Error> {
        let next = claimed.job.clone().wait_for_sources(OWN_SECONDS, self.jobs.tick());
        self.jobs.carry_out(&claimed, next).await
    }

    async fn trouble(&self, claimed: JobRecord, why: &str) -> Result<(), Error> {
        let (job_id, team_id) = (claimed.job.job_id, &claimed.job.team_id);
        tracing::warn!(%job_id, %team_id, why, "a composite's files are not there yet");
        let next = claimed.job.clone().retry_fetch(self.jobs.tick());
        self.jobs.carry_out(&claimed, next).await
    }

    pub(crate) async fn fail(&self, before: &JobRecord, failure: Failure) -> Result<(), Error> {
        self.jobs.carry_out(before, before.job.clone().give_up(&failure)).await
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
