//! Saving one result: from what the vendor handed over to a file in our bucket. Pictures are fitted to the size that
//! was asked for, videos stream through, and sounds are measured and mended.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use domain::catalog::Route;
use domain::health::route_key_of;
use domain::request::Request;
use domain::size::Size;
use domain::{BucketFile, ErrorClass, ErrorCode, Job, Kind, MediaFacts};
use futures::stream;
use futures::{StreamExt, TryStreamExt};
use media::{FileType, Shortfall, VideoProbe};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::Instant;
use vendors::Output;

use crate::Engine;
use crate::open_result::{head, whole};
use crate::result_check::contradiction;
use crate::until::{Chunks, until};

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
type Permit = Option<Arc<OwnedSemaphorePermit>>;

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

    async fn save_picture(
        &self,
        job: &Job,
        route: &Route,
        variant: usize,
        chunks: Chunks,
        size: Size,
        permit: Permit,
    ) -> Result<BucketFile, NotSaved> {
        let bytes = whole(chunks).await?;
        let fitting = tokio::task::spawn_blocking(move || {
            let came = media::inspect(&bytes);
            (came.and_then(|came| Ok((came, media::fit(bytes, size.width, size.height)?))), permit)
        });
        let (fitted, _permit) =
            fitting.await.map_err(|panic| NotSaved::For(ErrorCode::Internal, panic.to_string()))?;
        let ((file_type, width, height), picture) = fitted.map_err(|error| not_readable(&error))?;
        self.check(job, route, variant, file_type, &MediaFacts::Picture { width, height });
        let extension = media::sniff(&picture.bytes).map_or("bin", FileType::extension);
        let key = key(job, variant, extension);
        let bytes = self.put(&key, picture.mime, picture.bytes).await?;
        let facts = MediaFacts::Picture { width: picture.width, height: picture.height };
        Ok(BucketFile::new(key, picture.mime, bytes, facts))
    }

    /// A video is never in memory as a whole. It is made an MP4 and measured while it passes.
    async fn save_video(
        &self,
        job: &Job,
        route: &Route,
        variant: usize,
        mut chunks: Chunks,
    ) -> Result<BucketFile, NotSaved> {
        let first = head(&mut chunks).await?;
        let (came_as, is_foreign) = (media::sniff(&first), media::AsMp4::is_needed(&first));
        let chunks = stream::iter([Ok(first)]).chain(chunks).boxed();
        let chunks = match came_as {
            Some(FileType::Mp4 | FileType::QuickTime) if is_foreign => as_mp4(chunks),
            Some(FileType::Mp4) => chunks,
            other => return Err(not_a_video(other)),
        };
        let probe = Arc::new(Mutex::new(VideoProbe::new()));
        let watched = Arc::clone(&probe);
        let passing = chunks.inspect_ok(move |chunk| {
            watched.lock().unwrap_or_else(PoisonError::into_inner).feed(chunk);
        });
        let key = key(job, variant, "mp4");
        let bytes = self.files.save(&key, "video/mp4", passing).await.map_err(not_put)?;
        let probe = std::mem::take(&mut *probe.lock().unwrap_or_else(PoisonError::into_inner));
        let facts = match probe.finish() {
            Ok(facts) => facts,
            Err(error) => {
                self.forget(job, &key).await;
                return Err(not_readable(&error));
            }
        };
        let facts = MediaFacts::Video { width: facts.width, height: facts.height, millis: facts.millis };
        self.check(job, route, variant, FileType::Mp4, &facts);
        Ok(BucketFile::new(key, "video/mp4", bytes, facts))
    }

    async fn save_sound(
        &self,
        job: &Job,
        route: &Route,
        variant: usize,
        chunks: Chunks,
        shortfall: Shortfall,
    ) -> Result<BucketFile, NotSaved> {
        let bytes = whole(chunks).await?;
        let mended = media::mended_sound(bytes, shortfall).map_err(|error| not_readable(&error))?;
        if let Some(why) = mended.mended {
            tracing::info!(job_id = %job.job_id, team_id = %job.team_id, variant, why, "a sound was mended");
        }
        if mended.was_short {
            tell(job, route, variant, "its header promised more sound than came");
        }
        let facts = MediaFacts::Sound { millis: mended.facts.millis };
        let file_type = mended.facts.file_type;
        self.check(job, route, variant, file_type, &facts);
        let (key, mime) = (key(job, variant, file_type.extension()), file_type.mime());
        let bytes = self.put(&key, mime, mended.bytes).await?;
        Ok(BucketFile::new(key, mime, bytes, facts))
    }

    /// Says so where a result is not what was asked for. It is saved all the same.
    fn check(&self, job: &Job, route: &Route, variant: usize, file_type: FileType, came: &MediaFacts) {
        let model = self.catalog.model(job.request.kind(), job.request.model());
        if let Some(why) = contradiction(job, model, file_type, came) {
            tell(job, route, variant, &why);
        }
    }

    pub(crate) async fn put(&self, key: &str, mime: &str, bytes: Bytes) -> Result<u64, NotSaved> {
        let whole = stream::iter([Ok::<_, Infallible>(bytes)]);
        self.files.save(key, mime, whole).await.map_err(|error| NotSaved::Yet(error.to_string()))
    }

    /// Deletes what turned out to be no video. If that fails, the next try overwrites it.
    async fn forget(&self, job: &Job, key: &str) {
        if let Err(error) = self.files.delete(key).await {
            tracing::warn!(job_id = %job.job_id, team_id = %job.team_id, %error, "a useless result was not deleted");
        }
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

fn tell(job: &Job, route: &Route, variant: usize, why: &str) {
    tracing::warn!(job_id = %job.job_id, team_id = %job.team_id, variant, why, "a result contradicts what was asked for");
    let route_key = route_key_of(job.request.kind(), job.request.model(), &route.name);
    metrics::count(metrics::Metric::ResultContradicts, route.vendor.as_str(), &route_key, why);
}

fn key(job: &Job, variant: usize, extension: &str) -> String {
    files::result_key(&job.team_id, job.job_id, variant, extension)
}

/// `WebM` would have to be encoded anew, and the workers have no encoder. What is nothing at all may be the page of a
/// proxy.
fn not_a_video(came_as: Option<FileType>) -> NotSaved {
    let Some(what) = came_as.map(FileType::mime) else {
        return NotSaved::Damaged("the result is no file that is known".to_owned());
    };
    NotSaved::For(ErrorCode::ProviderFailed, format!("the result is {what}, and MP4 and QuickTime are taken"))
}

fn as_mp4(chunks: Chunks) -> Chunks {
    let rewrap = Some(media::AsMp4::default());
    let pieces = stream::try_unfold((chunks, rewrap), async |(mut chunks, rewrap)| {
        let Some(mut rewrap) = rewrap else { return Ok(None) };
        let (pieces, rewrap) = match chunks.try_next().await? {
            Some(chunk) => (rewrap.feed(chunk), Some(rewrap)),
            None => (rewrap.finish(), None),
        };
        Ok(Some((pieces.map_err(|error| not_readable(&error))?, (chunks, rewrap))))
    });
    pieces.map_ok(|pieces| stream::iter(pieces.into_iter().map(Ok))).try_flatten().boxed()
}

fn not_put(error: files::Error<NotSaved>) -> NotSaved {
    match error {
        files::Error::Source(source) => source,
        files::Error::Unavailable(why) => NotSaved::Yet(why),
    }
}

fn not_readable(error: &media::Error) -> NotSaved {
    match error.class() {
        ErrorClass::CallersFault => NotSaved::Damaged(error.to_string()),
        ErrorClass::TryAgain | ErrorClass::OurBug => NotSaved::For(ErrorCode::Internal, error.to_string()),
    }
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

#[cfg(test)]
mod tests {
    use domain::Catalog;
    use metrics::testing::counted;
    use serde_json::json;

    use super::*;
    use crate::testing;

    #[test]
    fn a_result_that_contradicts_its_request_is_counted_by_the_key_of_its_route() {
        let catalog = Catalog::shipped().unwrap();
        let job = testing::job(&catalog, Kind::Tts, &json!({"text": "Hi.", "provider": "openai_tts"}));
        let route = &catalog.model(Kind::Tts, "openai_tts").unwrap().routes[0];
        let counts = counted(|| tell(&job, route, 0, "it is short"));
        let key = format!("tts/openai_tts/{}", route.name);
        assert_eq!(counts.len(), 1);
        assert_eq!(
            counts[0].fields(),
            ("ResultContradicts", route.vendor.as_str(), key.as_str(), "it is short")
        );
    }
}
