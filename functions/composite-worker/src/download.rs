//! Bringing a composite's files to this machine's disk: from foreign addresses, from the team's drive, and from the
//! results of other jobs.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use domain::BucketFile;
use domain::Medium;
use domain::job::Variant;
use domain::request::{CompositeRequest, InputRole, Source, SourceFile};
use domain::{ErrorClass, ErrorCode, Failure, Job, JobId, Status};
use futures::{StreamExt, TryStreamExt, pin_mut, stream};
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use store::Named;

use crate::App;

const MIB: u64 = 1024 * 1024;
const LARGEST_PICTURE_BYTES: u64 = Medium::Picture.most_bytes();
const LARGEST_SOUND_BYTES: u64 = Medium::Sound.most_bytes();
const LARGEST_VIDEO_BYTES: u64 = Medium::Video.most_bytes();
/// All files of one composite together.
const LARGEST_WHOLE_BYTES: u64 = 2048 * MIB;
/// Of one file from a foreign address.
const FETCH_LIMIT: Duration = Duration::from_mins(2);
const AT_ONCE: usize = 4;

/// What became of the request's files.
pub(crate) enum Gathered {
    /// In the order of the request's sources.
    Files(Vec<PathBuf>),
    /// A job that makes one of them has not ended.
    Unfinished,
    /// One of them is of no use and never will be: said to the client.
    Useless(Failure),
    /// Something is in trouble: it is tried again.
    Yet(String),
}

/// A file, and where it is to be found.
enum Found {
    Ours(BucketFile),
    Foreign(String),
}

impl App {
    pub(crate) async fn gather(&self, job: &Job, request: &CompositeRequest, dir: &Path) -> Gathered {
        let sources = request.sources();
        let found = match self.find(job, &sources).await {
            Ok(found) => found,
            Err(other) => return other,
        };
        let together = AtomicU64::new(0);
        let files = sources.into_iter().zip(found).enumerate().map(|(index, (named, found))| {
            let path = dir.join(format!("source-{index}"));
            let together = &together;
            async move {
                self.bring(found, &named, &path, together).await?;
                Ok(path)
            }
        });
        let files: Result<Vec<PathBuf>, Gathered> = stream::iter(files).buffered(AT_ONCE).try_collect().await;
        files.map_or_else(|other| other, Gathered::Files)
    }

    /// Asks about all named files and jobs at once, before anything is fetched.
    async fn find(&self, job: &Job, sources: &[SourceFile]) -> Result<Vec<Found>, Gathered> {
        let read = self.jobs.store.find(&job.team_id, &Named::of(sources)).await;
        let read = read.map_err(|error| Gathered::Yet(error.to_string()))?;
        let mut found = Vec::new();
        let mut unfinished = false;
        for named in sources {
            match &named.source {
                Source::Url(url) => found.push(Found::Foreign(url.clone())),
                Source::Asset(id) => {
                    let file =
                        read.file(*id).ok_or_else(|| useless(named, "it is not in the drive any more."))?;
                    found.push(Found::Ours(file.stored.clone()));
                }
                Source::Job { job_id, result } => {
                    let source = read.job(*job_id);
                    match source.map(|source| source.status) {
                        Some(Status::Pending | Status::Processing) => unfinished = true,
                        _ => found.push(Found::Ours(result_of(named, source, *job_id, *result)?)),
                    }
                }
            }
        }
        if unfinished { Err(Gathered::Unfinished) } else { Ok(found) }
    }

    async fn bring(
        &self,
        found: Found,
        named: &SourceFile,
        path: &Path,
        together: &AtomicU64,
    ) -> Result<(), Gathered> {
        match found {
            Found::Ours(file) => {
                small_enough(named, Medium::from_mime(&file.mime), file.bytes)?;
                within(together, file.bytes)?;
                let brought = self.files.download(&file.key, path).await;
                brought.map(|_| ()).map_err(|error| Gathered::Yet(error.to_string()))
            }
            Found::Foreign(url) => {
                let limits = fetch::Limits { max_bytes: largest(named.role), total: FETCH_LIMIT };
                let told = |error: fetch::Error| not_fetched(named, &error);
                let chunks = self.fetcher.open(&url, limits).await.map_err(told)?.stream();
                let kept = keep(chunks.map_err(told), path, together).await?;
                small_enough(named, medium(path).await, kept)
            }
        }
    }
}

fn result_of(
    named: &SourceFile,
    source: Option<&Job>,
    id: JobId,
    result: usize,
) -> Result<BucketFile, Gathered> {
    let source = source.ok_or_else(|| useless(named, &format!("job {id} is not there.")))?;
    if source.status == Status::Failed {
        return Err(useless(named, &format!("job {id}, which it names, failed.")));
    }
    let file = source.variants.iter().filter_map(Variant::file).nth(result).cloned();
    file.ok_or_else(|| useless(named, &format!("job {id} has no result {result}.")))
}

fn useless(named: &SourceFile, why: &str) -> Gathered {
    let why = format!("{}: {why} Name another file and submit again.", named.field);
    Gathered::Useless(Failure::because(ErrorCode::InputUnreachable, why))
}

/// Writes a stream to a file, and counts it against what all files together may have.
async fn keep(
    chunks: impl futures::Stream<Item = Result<bytes::Bytes, Gathered>>,
    path: &Path,
    together: &AtomicU64,
) -> Result<u64, Gathered> {
    let told = |error: std::io::Error| Gathered::Yet(error.to_string());
    let mut file = File::create(path).await.map_err(told)?;
    let mut kept = 0;
    pin_mut!(chunks);
    while let Some(chunk) = chunks.next().await.transpose()? {
        let length = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        within(together, length)?;
        kept += length;
        file.write_all(&chunk).await.map_err(told)?;
    }
    file.flush().await.map_err(told)?;
    Ok(kept)
}

fn within(together: &AtomicU64, more: u64) -> Result<(), Gathered> {
    if together.fetch_add(more, Ordering::Relaxed).saturating_add(more) <= LARGEST_WHOLE_BYTES {
        return Ok(());
    }
    let why = "The files of this composite are larger than 2 GB together. Use smaller ones and submit again.";
    Err(Gathered::Useless(Failure::because(ErrorCode::InvalidInput, why)))
}

/// By what a file is for, before a byte is seen.
const fn largest(role: InputRole) -> u64 {
    match role {
        InputRole::Clip => LARGEST_VIDEO_BYTES,
        InputRole::Narration | InputRole::Music | InputRole::Audio => LARGEST_SOUND_BYTES,
        InputRole::Overlay | InputRole::StartFrame | InputRole::Reference | InputRole::Portrait => {
            LARGEST_PICTURE_BYTES
        }
    }
}

/// By what it is.
fn small_enough(named: &SourceFile, medium: Option<Medium>, bytes: u64) -> Result<(), Gathered> {
    let (what, most) = match medium {
        Some(Medium::Picture) => ("a picture", LARGEST_PICTURE_BYTES),
        Some(Medium::Sound) => ("a sound", LARGEST_SOUND_BYTES),
        Some(Medium::Video) | None => ("a video", LARGEST_VIDEO_BYTES),
    };
    if bytes <= most {
        return Ok(());
    }
    let why = format!("{}: {what} may have {} MB. Compress it and submit again.", named.field, most / MIB);
    Err(Gathered::Useless(Failure::because(ErrorCode::InvalidInput, why)))
}

async fn medium(path: &Path) -> Option<Medium> {
    let mut opening = [0; 16];
    let mut file = File::open(path).await.ok()?;
    let read = tokio::io::AsyncReadExt::read(&mut file, &mut opening).await.ok()?;
    Medium::from_mime(media::sniff(opening.get(..read)?)?.mime())
}

fn not_fetched(named: &SourceFile, error: &fetch::Error) -> Gathered {
    tracing::info!(%error, field = named.field, "a named address gave no file");
    match error.class() {
        ErrorClass::TryAgain => Gathered::Yet(error.to_string()),
        ErrorClass::OurBug => Gathered::Useless(Failure::new(ErrorCode::Internal)),
        ErrorClass::CallersFault => {
            let why = format!(
                "{} could not be read: {}. Check its link and submit again.",
                named.field,
                error.public()
            );
            Gathered::Useless(Failure::because(ErrorCode::InputUnreachable, why))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(role: InputRole) -> SourceFile {
        SourceFile::new("clips[1].source", role, &Source::Url("https://example.com/a".to_owned()))
    }

    #[test]
    fn each_kind_of_file_has_its_own_limit() {
        for (medium, most) in [
            (Some(Medium::Picture), 20 * MIB),
            (Some(Medium::Sound), 50 * MIB),
            (Some(Medium::Video), 500 * MIB),
            (None, 500 * MIB),
        ] {
            let clip = named(InputRole::Clip);
            assert!(small_enough(&clip, medium, most).is_ok(), "{medium:?}");
            let Err(Gathered::Useless(failure)) = small_enough(&clip, medium, most + 1) else {
                panic!("{medium:?}")
            };
            assert_eq!(failure.code, ErrorCode::InvalidInput);
            assert!(failure.message.contains("clips[1].source") && failure.message.contains("MB"));
        }
    }

    #[test]
    fn all_files_together_have_a_limit_too() {
        let together = AtomicU64::new(0);
        for _ in 0..4 {
            assert!(within(&together, 512 * MIB).is_ok());
        }
        let Err(Gathered::Useless(failure)) = within(&together, 1) else { panic!("2 GB and a byte") };
        assert!(failure.message.contains("2 GB"), "{failure:?}");
    }

    #[test]
    fn a_job_that_gives_nothing_is_named() {
        let id: JobId = "0198c0de-0000-7000-8000-000000000000".parse().unwrap();
        let Err(Gathered::Useless(failure)) = result_of(&named(InputRole::Clip), None, id, 0) else {
            panic!()
        };
        assert_eq!(failure.code, ErrorCode::InputUnreachable);
        assert!(failure.message.contains(&id.to_string()), "{failure:?}");
    }
}
