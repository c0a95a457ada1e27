//! Fetches the files that a job needs into our bucket, before any vendor sees them: checked by their bytes, and made fit
//! for all vendors.

use std::time::Duration;

use bytes::Bytes;
use domain::catalog::AspectRatio;
use domain::request::{InputRole, Request, SourceFile, input_sources};
use domain::resolve::{Location, Missing};
use domain::sentence::seconds;
use domain::size::Size;
use domain::timing::fetching;
use domain::{BucketFile, ErrorClass, ErrorCode, Failure, Job, MediaFacts, Model};
use futures::future::join_all;
use media::{Prepare, Shortfall};
use tokio::time::{Instant, timeout_at};

use crate::Engine;
use crate::save_result::NotSaved;
use crate::sources::{SourceReader, locate};

const MIB: u64 = 1024 * 1024;
/// To prepare a file that has come, and to put it into the bucket.
const KEEPING: Duration = Duration::from_secs(5);

impl Engine {
    /// What became of each of the job's inputs, in their order. Those that are in our bucket already stay as they are.
    pub(crate) async fn fetch_inputs(&self, job: &Job, model: &Model) -> Vec<Result<BucketFile, Missing>> {
        let total = Duration::from_secs(fetching(job.request.kind()).limit_seconds);
        let deadline = Instant::now() + total;
        let wanted = input_sources(&job.request, &job.applied);
        let still_missing = wanted.iter().zip(&job.inputs).filter(|(_, input)| input.file.is_none());
        let still_missing: Vec<SourceFile> = still_missing.map(|(file, _)| file.clone()).collect();
        let reader = SourceReader {
            store: &self.jobs.store,
            files: &self.files,
            fetcher: &self.fetcher,
            pace: self.jobs.pace,
        };
        let looked_up = timeout_at(deadline, reader.look_up(&job.team_id, &still_missing)).await;
        let looked_up = &looked_up.unwrap_or_else(|_| Err(too_slow()));
        let fetched = wanted.iter().zip(&job.inputs).enumerate().map(|(index, (file, input))| async move {
            if let Some(stored) = &input.file {
                return Ok(stored.clone());
            }
            let input = Input { job, model, index, role: file.role, field: &file.field };
            let fetching = async {
                let location = locate(looked_up.as_ref().map_err(Clone::clone)?, file)?;
                let _permit = self.permit().await?;
                let left = time_to_read(deadline, total)?;
                self.keep(input, read(reader, file, &location, left).await?).await
            };
            let fetched = timeout_at(deadline, fetching).await.unwrap_or_else(|_| Err(too_slow()));
            fetched.map_err(|missing| missing.with_value(file))
        });
        join_all(fetched).await
    }

    async fn keep(&self, input: Input<'_>, bytes: Bytes) -> Result<BucketFile, Missing> {
        match input.role {
            InputRole::StartFrame | InputRole::Reference | InputRole::Portrait => {
                self.keep_picture(input, bytes).await
            }
            InputRole::Audio => self.keep_sound(input, bytes).await,
            // A composite's files are fetched by its own worker.
            InputRole::Clip | InputRole::Overlay | InputRole::Narration | InputRole::Music => {
                Err(Missing::Never(Failure::new(ErrorCode::Internal)))
            }
        }
    }

    async fn keep_picture(&self, input: Input<'_>, bytes: Bytes) -> Result<BucketFile, Missing> {
        let crop = if input.role == InputRole::StartFrame { frame_ratio(input, &bytes)? } else { None };
        let preparing = tokio::task::spawn_blocking(move || media::prepare(&bytes, Prepare { crop }));
        let prepared = preparing.await.map_err(|panic| Missing::NotYet(panic.to_string()))?;
        let picture = prepared.map_err(|error| unusable(input.field, &error))?;
        let extension = media::sniff(&picture.bytes).map_or("bin", media::FileType::extension);
        let key = input.key(extension);
        let bytes = self.put(&key, picture.mime, picture.bytes).await?;
        let facts = MediaFacts::Picture { width: picture.width, height: picture.height };
        Ok(BucketFile::new(key, picture.mime, bytes, facts))
    }

    async fn keep_sound(&self, input: Input<'_>, bytes: Bytes) -> Result<BucketFile, Missing> {
        let mended = media::mended_sound(bytes, Shortfall::FileIsCutOff)
            .map_err(|error| unusable(input.field, &error))?;
        let facts = mended.facts;
        check_sound(input, &facts, mended.bytes.len())?;
        let key = input.key(facts.file_type.extension());
        let mime = facts.file_type.mime();
        let bytes = self.put(&key, mime, mended.bytes).await?;
        Ok(BucketFile::new(key, mime, bytes, MediaFacts::Sound { millis: facts.millis }))
    }
}

/// Which of a job's inputs a file is.
#[derive(Clone, Copy)]
struct Input<'a> {
    /// Its name in the request.
    field: &'a str,
    job: &'a Job,
    model: &'a Model,
    index: usize,
    role: InputRole,
}

impl Input<'_> {
    fn key(self, extension: &str) -> String {
        files::input_key(&self.job.team_id, self.job.job_id, self.index, extension)
    }
}

/// The time that a file has to come in, which ends before the step's own: so a host that is too slow is told from a step
/// that is. Without half of the whole time, the host would be blamed for our waiting.
fn time_to_read(deadline: Instant, total: Duration) -> Result<Duration, Missing> {
    let left = deadline.saturating_duration_since(Instant::now()).saturating_sub(KEEPING);
    if left < total / 2 { Err(too_slow()) } else { Ok(left) }
}

async fn read(
    reader: SourceReader<'_>,
    file: &SourceFile,
    location: &Location,
    total: Duration,
) -> Result<Bytes, Missing> {
    reader.open(file, location, total).await?.whole().await
}

fn too_slow() -> Missing {
    Missing::NotYet("it took too long".to_owned())
}

impl From<NotSaved> for Missing {
    fn from(not_saved: NotSaved) -> Self {
        match not_saved {
            NotSaved::For(code, _) => Self::Never(Failure::new(code)),
            NotSaved::Damaged(_) => Self::Never(Failure::new(ErrorCode::ProviderFailed)),
            NotSaved::Yet(why) | NotSaved::Stale(why) => Self::NotYet(why),
        }
    }
}

/// The ratio that a start frame is cropped to: the one asked for, or else the nearest that the model has.
fn frame_ratio(input: Input<'_>, bytes: &[u8]) -> Result<Option<(u32, u32)>, Missing> {
    let (Request::Video(video), Some(options)) = (&input.job.request, input.model.video()) else {
        return Ok(None);
    };
    let (_, width, height) = media::inspect(bytes).map_err(|error| unusable(input.field, &error))?;
    let nearest = || options.nearest_ratio(Size::new(width, height));
    let ratio = video.aspect_ratio.or_else(nearest);
    Ok(ratio.map(AspectRatio::terms).map(|[across, down]| (across, down)))
}

fn check_sound(input: Input<'_>, facts: &media::SoundFacts, bytes: usize) -> Result<(), Missing> {
    let Some(options) = input.model.avatar() else { return Ok(()) };
    let field = input.field;
    let invalid = |why: String| Err(Missing::Never(Failure::because(ErrorCode::InvalidInput, why)));
    if !matches!(facts.file_type, media::FileType::Mp3 | media::FileType::Wav) {
        let is = facts.file_type.extension();
        return invalid(format!("{field} is {is}, and must be mp3 or wav. Convert it and submit again."));
    }
    let [least, most] = options.audio_seconds;
    let most = input.job.applied.recording_seconds.unwrap_or(most).min(most);
    let millis = facts.millis;
    if millis > u64::from(most) * 1000 || millis < u64::from(least) * 1000 {
        return invalid(format!(
            "{field} lasts {} s, and this request takes {least} to {most} s. Shorten it or raise max_seconds, and \
             submit again.",
            seconds(millis)
        ));
    }
    if u64::try_from(bytes).unwrap_or(u64::MAX) > options.audio_max_bytes {
        let most = options.audio_max_bytes / MIB;
        return invalid(format!("{field} is larger than {most} MB. Compress it and submit again."));
    }
    Ok(())
}

fn unusable(field: &str, error: &media::Error) -> Missing {
    tracing::info!(?error, field, "a file cannot be used");
    match error.class() {
        ErrorClass::CallersFault => Missing::Never(Failure::because(
            ErrorCode::InvalidInput,
            format!("{field} cannot be used: {error}. Name another file and submit again."),
        )),
        ErrorClass::TryAgain | ErrorClass::OurBug => Missing::Never(Failure::new(ErrorCode::Internal)),
    }
}

#[cfg(test)]
mod tests;
