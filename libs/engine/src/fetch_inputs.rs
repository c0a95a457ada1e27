//! Bringing in the files that a request names, before any vendor sees them: from a foreign address, from the team's
//! drive or from another job's results, checked by their bytes, made fit for vendors, into our bucket.

use std::time::Duration;

use bytes::Bytes;
use domain::BucketFile;
use domain::Medium;
use domain::catalog::AspectRatio;
use domain::job::{JobInput, Variant};
use domain::request::{InputRole, Request, Source};
use domain::schedule::fetching;
use domain::size::Size;
use domain::{ErrorClass, ErrorCode, Failure, FileId, Job, JobId, Model, Status};
use media::Prepare;

use crate::Engine;
use crate::save_result::NotSaved;

const MIB: u64 = 1024 * 1024;
const LARGEST_PICTURE_BYTES: u64 = Medium::Picture.most_bytes();
const LARGEST_SOUND_BYTES: u64 = Medium::Sound.most_bytes();

/// Why a file is not there.
pub(crate) enum NotIn {
    /// It never will be: said to the client.
    For(Failure),
    /// The job that makes it has not ended.
    Unfinished,
    /// Something is in trouble: it is tried again.
    Yet(String),
}

impl From<NotSaved> for NotIn {
    fn from(not_stored: NotSaved) -> Self {
        match not_stored {
            NotSaved::For(code, _) => Self::For(Failure::new(code)),
            NotSaved::Yet(why) => Self::Yet(why),
        }
    }
}

fn unreachable(why: &str) -> NotIn {
    let why = format!("{why} Name another file and submit again.");
    NotIn::For(Failure::because(ErrorCode::InputUnreachable, why))
}

impl Engine {
    pub(crate) async fn bring_in_one(
        &self,
        job: &Job,
        model: &Model,
        index: usize,
        input: &JobInput,
    ) -> Result<BucketFile, NotIn> {
        let _permit = self.permit().await?;
        let limit = match input.role {
            InputRole::StartFrame | InputRole::Reference | InputRole::Portrait | InputRole::Overlay => {
                LARGEST_PICTURE_BYTES
            }
            InputRole::Audio | InputRole::Narration | InputRole::Music => LARGEST_SOUND_BYTES,
            // Of a composite, whose own worker brings it in.
            InputRole::Clip => 0,
        };
        let bytes = match &input.source {
            Source::Url(url) => self.fetched(url, limit, fetching(job.request.kind()).limit_seconds).await?,
            Source::Asset(id) => self.asset(job, *id, limit).await?,
            Source::Job { job_id, result } => self.result_of(job, *job_id, *result, limit).await?,
        };
        match input.role {
            InputRole::StartFrame | InputRole::Reference | InputRole::Portrait => {
                self.keep_picture(job, model, index, input.role, bytes).await
            }
            InputRole::Audio => self.keep_sound(job, model, index, bytes).await,
            InputRole::Clip | InputRole::Overlay | InputRole::Narration | InputRole::Music => {
                Err(NotIn::For(Failure::new(ErrorCode::Internal)))
            }
        }
    }

    async fn fetched(&self, url: &str, max_bytes: u64, seconds: u64) -> Result<Bytes, NotIn> {
        let limits = fetch::Limits { max_bytes, total: Duration::from_secs(seconds) };
        let fetched = async { self.fetcher.open(url, limits).await?.bytes().await };
        fetched.await.map_err(|error: fetch::Error| {
            tracing::info!(%error, "a named address gave no file");
            let why = format!(
                "A file that the request names could not be read: {}. Check its link and submit again.",
                error.public()
            );
            match error.class() {
                ErrorClass::OurBug => NotIn::For(Failure::new(ErrorCode::Internal)),
                ErrorClass::TryAgain => NotIn::Yet(error.to_string()),
                ErrorClass::CallersFault => NotIn::For(Failure::because(ErrorCode::InputUnreachable, why)),
            }
        })
    }

    /// A file in the team's drive.
    async fn asset(&self, job: &Job, id: FileId, max_bytes: u64) -> Result<Bytes, NotIn> {
        let told = |error: store::Error| NotIn::Yet(error.to_string());
        let file = self.jobs.store.file(&job.team_id, id).await.map_err(told)?;
        let file =
            file.ok_or_else(|| unreachable("A file that the request names is not in the drive any more."))?;
        self.ours(&file.stored, max_bytes, &format!("File {id}")).await
    }

    /// The n-th result of another job of the same team.
    async fn result_of(
        &self,
        job: &Job,
        source: JobId,
        result: usize,
        max_bytes: u64,
    ) -> Result<Bytes, NotIn> {
        let told = |error: store::Error| NotIn::Yet(error.to_string());
        let found = self.jobs.store.job(&job.team_id, source).await.map_err(told)?;
        let source_job = found.ok_or_else(|| unreachable("A job that the request names is not there."))?.job;
        match source_job.status {
            Status::Pending | Status::Processing => return Err(NotIn::Unfinished),
            Status::Failed => {
                return Err(unreachable(&format!("Job {source}, which the request names, failed.")));
            }
            Status::Completed => {}
        }
        let mut files = source_job.variants.iter().filter_map(Variant::file);
        let file =
            files.nth(result).ok_or_else(|| unreachable(&format!("Job {source} has no result {result}.")))?;
        self.ours(file, max_bytes, &format!("The result of job {source}")).await
    }

    /// A file in our own bucket; `what` begins a sentence about it.
    async fn ours(&self, file: &BucketFile, max_bytes: u64, what: &str) -> Result<Bytes, NotIn> {
        let most = usize::try_from(max_bytes).unwrap_or(usize::MAX);
        let bytes = self.files.read(&file.key, most).await.map_err(|error| NotIn::Yet(error.to_string()))?;
        bytes.ok_or_else(|| unreachable(&format!("{what} is too large for this.")))
    }

    async fn keep_picture(
        &self,
        job: &Job,
        model: &Model,
        index: usize,
        role: InputRole,
        bytes: Bytes,
    ) -> Result<BucketFile, NotIn> {
        let crop = if role == InputRole::StartFrame { frame_ratio(job, model, &bytes)? } else { None };
        let preparing = tokio::task::spawn_blocking(move || media::prepare(&bytes, Prepare { crop }));
        let prepared = preparing.await.map_err(|panic| NotIn::Yet(panic.to_string()))?;
        let picture = prepared.map_err(|error| unusable(&error))?;
        let extension = media::sniff(&picture.bytes).map_or("bin", media::Kind::extension);
        let key = files::input_key(&job.team_id, job.job_id, index, extension);
        let bytes = self.put(&key, picture.mime, picture.bytes).await?;
        Ok(BucketFile {
            key,
            mime: picture.mime.to_owned(),
            bytes,
            width: Some(picture.width),
            height: Some(picture.height),
            millis: None,
        })
    }

    async fn keep_sound(
        &self,
        job: &Job,
        model: &Model,
        index: usize,
        bytes: Bytes,
    ) -> Result<BucketFile, NotIn> {
        let facts = media::sound(&bytes).map_err(|error| unusable(&error))?;
        check_sound(job, model, &facts, bytes.len())?;
        let key = files::input_key(&job.team_id, job.job_id, index, facts.kind.extension());
        let mime = facts.kind.mime();
        let bytes = self.put(&key, mime, bytes).await?;
        let mime = mime.to_owned();
        Ok(BucketFile { key, mime, bytes, width: None, height: None, millis: Some(facts.millis) })
    }
}

/// To which ratio a start frame is cropped: the one asked for, or the model's nearest.
fn frame_ratio(job: &Job, model: &Model, bytes: &[u8]) -> Result<Option<(u32, u32)>, NotIn> {
    let (Request::Video(video), Some(options)) = (&job.request, model.video()) else { return Ok(None) };
    let (_, width, height) = media::inspect(bytes).map_err(|error| unusable(&error))?;
    let nearest = || options.nearest_ratio(Size::new(width, height));
    let ratio = video.aspect_ratio.or_else(nearest);
    Ok(ratio.map(AspectRatio::terms).map(|[across, down]| (across, down)))
}

fn check_sound(job: &Job, model: &Model, facts: &media::SoundFacts, bytes: usize) -> Result<(), NotIn> {
    let (Request::Avatar(avatar), Some(options)) = (&job.request, model.avatar()) else { return Ok(()) };
    let invalid = |why: String| Err(NotIn::For(Failure::because(ErrorCode::InvalidInput, why)));
    if !matches!(facts.kind, media::Kind::Mp3 | media::Kind::Wav) {
        return invalid("The audio must be mp3 or wav. Convert it and submit again.".to_owned());
    }
    let [least, most] = options.audio_seconds;
    let most = avatar.max_seconds.unwrap_or(most).min(most);
    let millis = facts.millis;
    if millis > u64::from(most) * 1000 || millis < u64::from(least) * 1000 {
        return invalid(format!(
            "The audio lasts {}.{:01} s; this request takes {least} to {most} s. Shorten it or raise max_seconds, \
             and submit again.",
            millis / 1000,
            millis % 1000 / 100
        ));
    }
    if u64::try_from(bytes).unwrap_or(u64::MAX) > options.audio_max_bytes {
        let most = options.audio_max_bytes / MIB;
        return invalid(format!("The audio file is larger than {most} MB. Compress it and submit again."));
    }
    Ok(())
}

fn unusable(error: &media::Error) -> NotIn {
    match error.class() {
        ErrorClass::CallersFault => NotIn::For(Failure::because(
            ErrorCode::InvalidInput,
            format!("A file that the request names cannot be used: {error}. Name another and submit again."),
        )),
        ErrorClass::TryAgain | ErrorClass::OurBug => NotIn::For(Failure::new(ErrorCode::Internal)),
    }
}
