//! Saving one result: from what the vendor handed over to a file in our bucket. Pictures are fitted to the size that
//! was asked for, videos stream through, and sounds are measured.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use domain::catalog::Route;
use domain::request::Request;
use domain::size::Size;
use domain::{BucketFile, ErrorClass, ErrorCode, Job, Kind, MediaFacts};
use futures::stream;
use futures::{StreamExt, TryStreamExt};
use media::VideoProbe;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::Instant;
use vendors::Output;

use crate::Engine;
use crate::until::{Chunks, until};

/// Why a result did not reach the bucket.
#[derive(Debug)]
pub(crate) enum NotSaved {
    /// The result is of no use.
    For(ErrorCode, String),
    /// Something on the way is in trouble: another look may give another link.
    Yet(String),
}

/// The largest result of a kind that is accepted. The longest result, five minutes of an avatar, has 300 MB at 8 Mbit/s.
const fn largest(kind: Kind) -> u64 {
    const MIB: u64 = 1024 * 1024;
    match kind {
        Kind::Image | Kind::Tts => 64 * MIB,
        Kind::Video | Kind::Avatar | Kind::Composite => 512 * MIB,
    }
}

/// This much of the time for a result is kept for aborting the upload of a video that does not end. An upload that is
/// only dropped leaves its parts in the bucket for a day.
const ABORTING_SECONDS: u64 = 3;

impl Engine {
    /// Saves the result of one variant under its own key, within `limit` seconds.
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
            Kind::Image | Kind::Tts => Some(self.permit().await?),
            Kind::Video | Kind::Avatar | Kind::Composite => None,
        };
        let sent_by = Instant::now() + Duration::from_secs(limit.saturating_sub(ABORTING_SECONDS));
        let saving = async {
            let chunks = self.open(job.request.kind(), route, output, limit).await?;
            match &job.request {
                Request::Image(image) => self.save_picture(job, variant, chunks, image.size(), permit).await,
                Request::Video(_) | Request::Avatar(_) | Request::Composite(_) => {
                    self.save_video(job, variant, until(sent_by, chunks)).await
                }
                Request::Tts(_) => self.save_sound(job, variant, chunks).await,
            }
        };
        tokio::time::timeout(Duration::from_secs(limit), saving)
            .await
            .unwrap_or_else(|_| Err(NotSaved::Yet("it took too long".to_owned())))
    }

    async fn open(&self, kind: Kind, route: &Route, output: Output, limit: u64) -> Result<Chunks, NotSaved> {
        match output {
            Output::Bytes(bytes) => Ok(stream::iter([Ok(bytes)]).boxed()),
            Output::Link(url) => {
                let limits = fetch::Limits { max_bytes: largest(kind), total: Duration::from_secs(limit) };
                let download = self.fetcher.open(&url, limits).await.map_err(|error| not_fetched(&error))?;
                Ok(download.stream().map_err(|error| not_fetched(&error)).boxed())
            }
            Output::KeyedLink(url) => {
                let opened = self.vendors.open(route, &url, largest(kind)).await;
                let download = opened.map_err(|error| not_read(&error))?;
                let chunks = stream::try_unfold(download, async |mut download| {
                    Ok(download.chunk().await?.map(|chunk| (chunk, download)))
                });
                Ok(chunks.map_err(|error| not_read(&error)).boxed())
            }
        }
    }

    async fn save_picture(
        &self,
        job: &Job,
        variant: usize,
        chunks: Chunks,
        size: Size,
        permit: Option<OwnedSemaphorePermit>,
    ) -> Result<BucketFile, NotSaved> {
        let bytes = whole(chunks).await?;
        // The permit moves into the closure: a fitting that nobody waits for any more still takes memory.
        let fitting =
            tokio::task::spawn_blocking(move || (media::fit(bytes, size.width, size.height), permit));
        let (picture, _permit) =
            fitting.await.map_err(|panic| NotSaved::For(ErrorCode::Internal, panic.to_string()))?;
        let picture = picture.map_err(|error| not_readable(&error))?;
        let kind = media::sniff(&picture.bytes);
        let key = key(job, variant, kind.map_or("bin", media::FileType::extension));
        let bytes = self.put(&key, picture.mime, picture.bytes).await?;
        let facts = MediaFacts::Picture { width: picture.width, height: picture.height };
        Ok(BucketFile::new(key, picture.mime, bytes, facts))
    }

    /// A video is never in memory as a whole. It is measured while it passes.
    async fn save_video(
        &self,
        job: &Job,
        variant: usize,
        mut chunks: Chunks,
    ) -> Result<BucketFile, NotSaved> {
        let first = head(&mut chunks).await?;
        if media::sniff(&first) != Some(media::FileType::Mp4) {
            return Err(NotSaved::For(ErrorCode::ProviderFailed, "the result is not an mp4".to_owned()));
        }
        let probe = Arc::new(Mutex::new(VideoProbe::new()));
        let watched = Arc::clone(&probe);
        let passing = stream::iter([Ok(first)]).chain(chunks).inspect_ok(move |chunk| {
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
        let (width, height, millis) = (facts.width, facts.height, facts.millis);
        Ok(BucketFile::new(key, "video/mp4", bytes, MediaFacts::Video { width, height, millis }))
    }

    async fn save_sound(&self, job: &Job, variant: usize, chunks: Chunks) -> Result<BucketFile, NotSaved> {
        let bytes = whole(chunks).await?;
        let facts = media::sound(&bytes).map_err(|error| not_readable(&error))?;
        let key = key(job, variant, facts.file_type.extension());
        let mime = facts.file_type.mime();
        let bytes = self.put(&key, mime, bytes).await?;
        Ok(BucketFile::new(key, mime, bytes, MediaFacts::Sound { millis: facts.millis }))
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

fn key(job: &Job, variant: usize, extension: &str) -> String {
    files::result_key(&job.team_id, job.job_id, variant, extension)
}

/// The first bytes, enough to tell what they are the beginning of.
async fn head(chunks: &mut Chunks) -> Result<Bytes, NotSaved> {
    let mut head = bytes::BytesMut::new();
    while head.len() < media::OPENING_BYTES {
        match chunks.try_next().await? {
            Some(chunk) => head.extend_from_slice(&chunk),
            None => break,
        }
    }
    Ok(head.freeze())
}

async fn whole(mut chunks: Chunks) -> Result<Bytes, NotSaved> {
    let mut bytes = bytes::BytesMut::new();
    while let Some(chunk) = chunks.try_next().await? {
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

/// A link that is refused or endless stays so; one that is stale is minted anew by the next look, and a host in
/// trouble may recover.
fn not_fetched(error: &fetch::Error) -> NotSaved {
    if matches!(error, fetch::Error::Status(401 | 403 | 404 | 410)) {
        return NotSaved::Yet(error.to_string());
    }
    match error.class() {
        ErrorClass::TryAgain => NotSaved::Yet(error.to_string()),
        ErrorClass::CallersFault => NotSaved::For(ErrorCode::ProviderFailed, error.to_string()),
        ErrorClass::OurBug => NotSaved::For(ErrorCode::Internal, error.to_string()),
    }
}

/// The same for a result behind a vendor's key.
fn not_read(error: &vendors::OpenError) -> NotSaved {
    match error {
        vendors::OpenError::Unusable(_) => NotSaved::For(ErrorCode::ProviderFailed, error.to_string()),
        vendors::OpenError::Call(_) => NotSaved::Yet(error.to_string()),
    }
}

fn not_put(error: files::Error<NotSaved>) -> NotSaved {
    match error {
        files::Error::Source(source) => source,
        files::Error::Unavailable(why) => NotSaved::Yet(why),
    }
}

fn not_readable(error: &media::Error) -> NotSaved {
    match error.class() {
        ErrorClass::CallersFault => NotSaved::For(ErrorCode::ProviderFailed, error.to_string()),
        ErrorClass::TryAgain | ErrorClass::OurBug => NotSaved::For(ErrorCode::Internal, error.to_string()),
    }
}

impl std::fmt::Display for NotSaved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::For(_, why) | Self::Yet(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for NotSaved {}
