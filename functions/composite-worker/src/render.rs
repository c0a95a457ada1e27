//! The render: its progress is written on the job while it runs, and a wish to stop is heard there.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use compositor::Rendered;
use domain::BucketFile;
use domain::job::{CancelOutcome, Variant};
use domain::request::CompositeRequest;
use domain::{ErrorClass, ErrorCode, Failure, Job, Stage};
use engine::{Error, Finished};
use store::JobRecord;
use tokio::sync::watch;

use crate::App;

/// Of the step's time, so much is for finding a bad file after a render that failed, and for saving.
const AFTERWARDS: Duration = Duration::from_mins(1);
/// How often progress is written down, and how soon a wish to stop is heard.
const TELL_EVERY: Duration = Duration::from_secs(2);
/// How often a finished file is offered to the bucket.
const UPLOADS: u32 = 3;

/// What a job says when its progress is written down.
enum Told {
    /// Go on.
    Going(Box<JobRecord>),
    /// Its owner wishes it to stop.
    Stop(Box<JobRecord>),
    /// It has ended otherwise, or somebody else took it up.
    Elsewhere,
}

impl App {
    /// `until`: the end of the step's time.
    pub(crate) async fn render(
        &self,
        mut current: JobRecord,
        request: &CompositeRequest,
        files: &[PathBuf],
        dir: &Path,
        until: Instant,
    ) -> Result<(), Error> {
        let (tell, heard) = watch::channel(0);
        let on_progress = |percent| {
            tell.send_replace(percent);
        };
        let limit = until.saturating_duration_since(Instant::now()).saturating_sub(AFTERWARDS);
        let rendering = self.compositor.render(request, files, dir, limit, on_progress);
        let made = {
            tokio::pin!(rendering);
            loop {
                // A write is never cut off: whether it took place would be unknown. The render goes on meanwhile, in
                // a process of its own.
                tokio::select! {
                    made = &mut rendering => break made,
                    () = tokio::time::sleep(TELL_EVERY) => {
                        let percent = *heard.borrow();
                        match self.tell(&current, percent).await {
                            Ok(Told::Going(told)) => current = *told,
                            Ok(Told::Stop(wished)) => {
                                return self.fail(&wished, Failure::new(ErrorCode::Canceled)).await;
                            }
                            Ok(Told::Elsewhere) => return Ok(()),
                            // Only progress is lost.
                            Err(error) => tracing::warn!(job_id = %current.job.job_id, team_id = %current.job.team_id, %error, "progress was not written down"),
                        }
                    }
                }
            }
        };
        match made {
            Ok(rendered) => self.deliver(current, &rendered).await,
            Err(error) => {
                let (job_id, team_id) = (current.job.job_id, &current.job.team_id);
                if error.class() == ErrorClass::OurBug {
                    tracing::error!(%job_id, %team_id, %error, "a render failed");
                } else {
                    tracing::info!(%job_id, %team_id, %error, "a composite cannot be made");
                }
                self.end(current, failure(&error)).await
            }
        }
    }

    /// Writes progress down. What stands on the job instead of what we wrote last is a wish of its owner, or a write
    /// of ours whose answer was lost: while the lease is ours, nobody else moves it.
    async fn tell(&self, current: &JobRecord, percent: u8) -> Result<Told, Error> {
        let job = Job { progress_percent: Some(percent), ..current.job.clone() };
        if let Some(told) = self.jobs.store.replace(current, &job).await? {
            return Ok(Told::Going(Box::new(told)));
        }
        let now = self.jobs.store.job(&current.job.team_id, current.job.job_id).await?;
        let ours = now.filter(|now| {
            now.job.stage == Stage::Rendering
                && now.job.chain == current.job.chain
                && now.job.attempts == current.job.attempts
        });
        Ok(match ours {
            Some(now) if now.job.cancel_outcome == Some(CancelOutcome::Requested) => {
                Told::Stop(Box::new(now))
            }
            Some(now) => Told::Going(Box::new(now)),
            None => Told::Elsewhere,
        })
    }

    /// Stores the file and settles. A wish to stop that comes now comes too late.
    async fn deliver(&self, current: JobRecord, rendered: &Rendered) -> Result<(), Error> {
        let extension = rendered.path.extension().and_then(|extension| extension.to_str()).unwrap_or("bin");
        let key = files::result_key(&current.job.team_id, current.job.job_id, 0, extension);
        let bytes = self.upload(&key, rendered).await?;
        let file = BucketFile {
            key,
            mime: rendered.mime.to_owned(),
            bytes,
            width: Some(rendered.width),
            height: Some(rendered.height),
            millis: rendered.millis,
        };
        self.settle(current, Variant::Saved { file }).await
    }

    /// What took minutes to make is not thrown away for a moment's trouble.
    async fn upload(&self, key: &str, rendered: &Rendered) -> Result<u64, Error> {
        for _ in 1..UPLOADS {
            match self.files.upload(key, rendered.mime, &rendered.path).await {
                Ok(bytes) => return Ok(bytes),
                Err(error) => tracing::warn!(key, %error, "a composite was not stored; it is tried again"),
            }
            tokio::time::sleep(TELL_EVERY).await;
        }
        Ok(self.files.upload(key, rendered.mime, &rendered.path).await?)
    }

    async fn end(&self, current: JobRecord, failure: Failure) -> Result<(), Error> {
        self.settle(current, Variant::Failed { failure }).await
    }

    /// The last word on a render. A wish that is written down meanwhile is met by the end itself: what is made is
    /// delivered, what failed was stopped.
    async fn settle(&self, current: JobRecord, variant: Variant) -> Result<(), Error> {
        let mut current = current;
        loop {
            current = match self.tell(&current, 100).await? {
                Told::Going(latest) | Told::Stop(latest) => *latest,
                Told::Elsewhere => return Ok(()),
            };
            let mut job = current.job.clone();
            job.variants = vec![variant.clone()];
            let Some(outcome) = job.outcome() else { return Ok(()) };
            if self.jobs.finish(&current, job, outcome).await? == Finished::Yes {
                return Ok(());
            }
            // A wish came in between; it comes once.
        }
    }
}

/// What clients are told.
fn failure(error: &compositor::Error) -> Failure {
    match error {
        compositor::Error::Input { field, problem } => {
            let why = format!("{field} {problem}. Change it and submit again.");
            Failure::because(ErrorCode::InvalidInput, why)
        }
        compositor::Error::TooLong { seconds, most } => {
            let why = format!(
                "The composite would last {seconds} s and may last {most} s. Shorten it, or raise max_seconds up to \
                 180, and submit again."
            );
            Failure::because(ErrorCode::InvalidInput, why)
        }
        compositor::Error::TimedOut => Failure::because(
            ErrorCode::TimedOut,
            "The composite could not be rendered in time. Use fewer or smaller files, or 720p, and submit again.",
        ),
        _ => Failure::new(ErrorCode::Internal),
    }
}
