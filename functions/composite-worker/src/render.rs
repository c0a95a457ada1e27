//! The render. While it runs, its progress is written on the job, and a request to cancel is read there.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use compositor::Rendered;
use domain::job::{CancelOutcome, Variant};
use domain::request::CompositeRequest;
use domain::sentence::{ended, seconds};
use domain::{BucketFile, ErrorClass, ErrorCode, Failure, MediaFacts};
use engine::{Error, Finished};
use store::JobRecord;
use tokio::sync::watch;

use crate::App;

/// This much of the step's time is kept for finding a bad file after a render that failed, and for saving.
const AFTERWARDS: Duration = Duration::from_mins(1);
/// How often progress is written down, and a request to cancel is looked for.
const REPORT_EVERY: Duration = Duration::from_secs(2);
/// How often a finished file is offered to the bucket.
const UPLOADS: u32 = 3;

/// How a render stands when its progress is written down.
enum Standing {
    /// It goes on.
    Ours(Box<JobRecord>),
    /// Its owner has requested that it stop.
    CancelRequested(Box<JobRecord>),
    /// The job has ended otherwise, or another step has taken it up.
    TakenOver,
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
        let (report, reported) = watch::channel(0);
        let on_progress = |percent| {
            report.send_replace(percent);
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
                    () = tokio::time::sleep(REPORT_EVERY) => {
                        let percent = *reported.borrow();
                        match self.report(&current, percent).await {
                            Ok(Standing::Ours(written)) => current = *written,
                            Ok(Standing::CancelRequested(requested)) => {
                                return self.fail(&requested, Failure::new(ErrorCode::Canceled)).await;
                            }
                            Ok(Standing::TakenOver) => return Ok(()),
                            // Only progress is lost.
                            Err(error) => tracing::warn!(job_id = %current.job.job_id, team_id = %current.job.team_id, %error, "progress was not written down"),
                        }
                    }
                }
            }
        };
        match made {
            Ok(rendered) => Box::pin(self.deliver(current, &rendered)).await,
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

    /// Writes progress down. Where another write came first, it is a request of the job's owner, or a write of ours
    /// whose answer was lost: while the lease is ours, nobody else moves the job.
    async fn report(&self, current: &JobRecord, percent: u8) -> Result<Standing, Error> {
        let job = current.job.clone().progress(percent);
        if let Some(written) = self.jobs.store.replace(current, &job).await? {
            return Ok(Standing::Ours(Box::new(written)));
        }
        let now = self.jobs.store.job(&current.job.team_id, current.job.job_id).await?;
        Ok(match now.filter(|now| now.job.is_same_render(&current.job)) {
            Some(now) if now.job.cancel_outcome == Some(CancelOutcome::Requested) => {
                Standing::CancelRequested(Box::new(now))
            }
            Some(now) => Standing::Ours(Box::new(now)),
            None => Standing::TakenOver,
        })
    }

    /// Saves the file and settles. A request to cancel that comes now comes too late.
    async fn deliver(&self, current: JobRecord, rendered: &Rendered) -> Result<(), Error> {
        let extension = rendered.path.extension().and_then(|extension| extension.to_str()).unwrap_or("bin");
        let key = files::result_key(&current.job.team_id, current.job.job_id, 0, extension);
        let bytes = self.upload(&key, rendered).await?;
        let (width, height) = (rendered.width, rendered.height);
        let facts = match rendered.millis {
            Some(millis) => MediaFacts::Video { width, height, millis },
            None => MediaFacts::Picture { width, height },
        };
        let file = BucketFile::new(key, rendered.mime, bytes, facts);
        self.settle(current, Variant::Saved { file }).await
    }

    /// What took minutes to make is not thrown away for a moment's trouble.
    async fn upload(&self, key: &str, rendered: &Rendered) -> Result<u64, Error> {
        for _ in 1..UPLOADS {
            match self.files.upload(key, rendered.mime, &rendered.path).await {
                Ok(bytes) => return Ok(bytes),
                Err(error) => tracing::warn!(key, %error, "a composite was not saved; it is tried again"),
            }
            tokio::time::sleep(REPORT_EVERY).await;
        }
        Ok(self.files.upload(key, rendered.mime, &rendered.path).await?)
    }

    async fn end(&self, current: JobRecord, failure: Failure) -> Result<(), Error> {
        self.settle(current, Variant::Failed { failure }).await
    }

    /// Ends the job. A request to cancel that is written down meanwhile is answered by the end itself: what is made is
    /// delivered, what failed was stopped.
    async fn settle(&self, mut current: JobRecord, variant: Variant) -> Result<(), Error> {
        loop {
            current = match self.report(&current, 100).await? {
                Standing::Ours(latest) | Standing::CancelRequested(latest) => *latest,
                Standing::TakenOver => return Ok(()),
            };
            let Some((job, outcome)) = current.job.clone().rendered(variant.clone()) else { return Ok(()) };
            if self.jobs.finish(&current, job, outcome).await? == Finished::Yes {
                return Ok(());
            }
            // A request to cancel came in between; it comes once.
        }
    }
}

/// The reason that clients see.
fn failure(error: &compositor::Error) -> Failure {
    match error {
        compositor::Error::Input { field, problem } => {
            let why = format!("{field} {} Change it and submit again.", ended(problem));
            Failure::because(ErrorCode::InvalidInput, why)
        }
        compositor::Error::TooLong { millis, most } => {
            let why = format!(
                "The composite would last {} s and may last {most} s. Shorten it, or raise max_seconds up to 180, and \
                 submit again.",
                seconds(*millis)
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
