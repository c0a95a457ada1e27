//! Saving one result: from what the vendor handed over to a file in our bucket, in a few tries. How each medium is saved
//! is in `save_media`.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::catalog::Route;
use domain::request::Request;
use domain::{BucketFile, ErrorCode, Job, Kind};
use futures::stream;
use media::Shortfall;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::Instant;
use vendors::Output;

use crate::Engine;
use crate::until::until;

/// Why a result did not reach the bucket.
#[derive(Debug)]
pub(crate) enum NotSaved {
    /// The result is of no use.
    For(ErrorCode, String),
    /// The file came and cannot be read: perhaps not all of it came.
    Damaged(String),
    /// Something on the way is in trouble, which may be over soon.
    Yet(String),
    /// The link is of no use any more, or not yet: another look may give another one.
    Stale(String),
}

/// How many seconds after the first try, and after the second, a result is tried again within its step. A host that
/// answers 503 once heals in a second, and most failed puts do.
const PAUSES_SECONDS: [f64; 2] = [1.0, 2.0];

/// This much of the time for a result is kept for aborting the upload of a video that does not end. An upload that is
/// only dropped leaves its parts in the bucket for a day.
const ABORTING_SECONDS: u64 = 3;

/// It is shared by the tries of one result, and by a fitting that nobody waits for any more, which still takes memory.
pub(crate) type Permit = Option<Arc<OwnedSemaphorePermit>>;

impl Engine {
    /// Saves the result of one variant under its own key, within `limit` seconds, in a few quick tries.
    pub(crate) async fn save_result(
        &self,
        job: &Job,
        route: &Route,
        variant: usize,
        output: Output,
        limit: u64,
    ) -> Result<BucketFile, NotSaved> {
        // The time that a result waits for its turn does not count against its limit.
        let permit = match job.request.kind() {
            Kind::Image | Kind::Tts => Some(Arc::new(self.permit().await?)),
            Kind::Video | Kind::Avatar | Kind::Composite => None,
        };
        let by = Instant::now() + Duration::from_secs(limit);
        let has_link = !matches!(output, Output::Bytes(_));
        // What came in an answer is all that there is. A file behind a link may be cut off, unless it comes so each time.
        let first = if has_link { Shortfall::FileMayComeWhole } else { Shortfall::HeaderIsWrong };
        for seconds in PAUSES_SECONDS {
            let tried =
                self.try_to_save(job, route, variant, output.clone(), by, (permit.clone(), first)).await;
            let pause = Duration::from_secs_f64(seconds * self.jobs.pace.factor());
            match tried {
                Err(NotSaved::Yet(why)) if Instant::now() + pause < by => {
                    pause_after(job, variant, &why, pause).await;
                }
                Err(NotSaved::Damaged(why)) if has_link && Instant::now() + pause < by => {
                    pause_after(job, variant, &why, pause).await;
                }
                // There is no time for another whole file. The next step may take this one as it is.
                Err(NotSaved::Damaged(_)) if has_link => break,
                tried => return tried.map_err(NotSaved::for_good),
            }
        }
        let last = (permit, Shortfall::HeaderIsWrong);
        self.try_to_save(job, route, variant, output, by, last).await.map_err(NotSaved::for_good)
    }

    async fn try_to_save(
        &self,
        job: &Job,
        route: &Route,
        variant: usize,
        output: Output,
        by: Instant,
        (permit, shortfall): (Permit, Shortfall),
    ) -> Result<BucketFile, NotSaved> {
        let limit = by.saturating_duration_since(Instant::now());
        let saving = async {
            let chunks = self.open_result(job.request.kind(), route, output, limit).await?;
            match &job.request {
                Request::Image(image) => {
                    self.save_picture(job, route, variant, chunks, image.size(), permit).await
                }
                Request::Video(_) | Request::Avatar(_) | Request::Composite(_) => {
                    let sent_by = by - Duration::from_secs(ABORTING_SECONDS).min(limit);
                    self.save_video(job, route, variant, until(sent_by, chunks)).await
                }
                Request::Tts(_) => self.save_sound(job, route, variant, chunks, shortfall).await,
            }
        };
        let late = || NotSaved::Yet("it took too long".to_owned());
        tokio::time::timeout_at(by, saving).await.unwrap_or_else(|_| Err(late()))
    }

    pub(crate) async fn put(&self, key: &str, mime: &str, bytes: Bytes) -> Result<u64, NotSaved> {
        let whole = stream::iter([Ok::<_, Infallible>(bytes)]);
        self.files.save(key, mime, whole).await.map_err(|error| NotSaved::Yet(error.to_string()))
    }

    pub(crate) async fn permit(&self) -> Result<OwnedSemaphorePermit, NotSaved> {
        let closed = |error: tokio::sync::AcquireError| NotSaved::Yet(error.to_string());
        Arc::clone(&self.saving).acquire_owned().await.map_err(closed)
    }
}

async fn pause_after(job: &Job, variant: usize, why: &str, pause: Duration) {
    tracing::warn!(job_id = %job.job_id, team_id = %job.team_id, variant, why, "a result could not be saved; it is tried again at once");
    tokio::time::sleep(pause).await;
}

impl NotSaved {
    /// After the last try, a file that cannot be read is of no use.
    fn for_good(self) -> Self {
        match self {
            Self::Damaged(why) => Self::For(ErrorCode::ProviderFailed, why),
            other => other,
        }
    }
}

impl std::fmt::Display for NotSaved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::For(_, why) | Self::Damaged(why) | Self::Yet(why) | Self::Stale(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for NotSaved {}
