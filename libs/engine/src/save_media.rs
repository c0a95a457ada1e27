//! Saving what came, by its medium: pictures are fitted to the size that was asked for, videos stream through, and sounds
//! are measured and mended.

use std::sync::{Arc, Mutex, PoisonError};

use domain::catalog::Route;
use domain::health::route_key_of;
use domain::size::Size;
use domain::{BucketFile, ErrorClass, ErrorCode, Job, MediaFacts};
use futures::stream;
use futures::{StreamExt, TryStreamExt};
use media::{FileType, Shortfall, VideoProbe};

use crate::Engine;
use crate::open_result::{head, whole};
use crate::result_check::contradiction;
use crate::save_result::{NotSaved, Permit};
use crate::until::Chunks;

impl Engine {
    pub(crate) async fn save_picture(
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
    pub(crate) async fn save_video(
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

    pub(crate) async fn save_sound(
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

    /// Deletes what turned out to be no video. If that fails, the next try overwrites it.
    async fn forget(&self, job: &Job, key: &str) {
        if let Err(error) = self.files.delete(key).await {
            tracing::warn!(job_id = %job.job_id, team_id = %job.team_id, %error, "a useless result was not deleted");
        }
    }
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

#[cfg(test)]
mod tests {
    use domain::{Catalog, Kind};
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
