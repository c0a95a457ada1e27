//! Downloads a composite's sources to this machine's disk.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use domain::request::composite::MAX_SOURCE_BYTES;
use domain::request::{CompositeRequest, SourceFile};
use domain::resolve::{Location, Missing, Referenced};
use domain::{ErrorCode, Failure, Job, Medium};
use engine::{OpenSource, SourceReader, check_size, locate};
use futures::{StreamExt, TryStreamExt, stream};
use media::{FileType, Shortfall};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::App;

/// How long one file at a foreign address may take.
const DOWNLOAD_LIMIT: Duration = Duration::from_mins(2);
const AT_ONCE: usize = 4;

impl App {
    /// The files in the order of the request's sources.
    pub(crate) async fn download(
        &self,
        job: &Job,
        request: &CompositeRequest,
        dir: &Path,
    ) -> Result<Vec<PathBuf>, Missing> {
        let reader = SourceReader {
            store: &self.jobs.store,
            files: &self.files,
            fetcher: &self.fetcher,
            pace: self.jobs.pace,
        };
        let sources = request.sources();
        let locations = locate_all(&reader.look_up(&job.team_id, &sources).await?, &sources)?;
        let together = &AtomicU64::new(0);
        let files =
            sources.into_iter().zip(locations).enumerate().map(|(index, (file, location))| async move {
                let path = dir.join(format!("source-{index}"));
                let downloaded = download(&reader, &file, &location, &path, together).await;
                downloaded.map(|()| path).map_err(|missing| missing.with_value(&file))
            });
        stream::iter(files).buffered(AT_ONCE).try_collect().await
    }
}

/// One file.
async fn download(
    reader: &SourceReader<'_>,
    file: &SourceFile,
    location: &Location,
    path: &Path,
    together: &AtomicU64,
) -> Result<(), Missing> {
    let open = reader.open(file, location, DOWNLOAD_LIMIT).await?;
    let at_foreign_address = open.bytes.is_none();
    let bytes = keep(open, path, together).await?;
    let file_type = sniffed(path).await;
    if at_foreign_address {
        let medium = file_type.and_then(|file_type| Medium::from_mime(file_type.mime()));
        check_size(&file.field, medium, bytes)?;
    }
    if file_type == Some(FileType::Wav) {
        mend(path).await?;
    }
    Ok(())
}

/// Nothing is downloaded before every file is there. A file that never will be counts more than one that is still being
/// made.
fn locate_all(referenced: &Referenced, sources: &[SourceFile]) -> Result<Vec<Location>, Missing> {
    let mut locations = Vec::new();
    let mut unfinished = None;
    for file in sources {
        match locate(referenced, file) {
            Ok(location) => locations.push(location),
            Err(Missing::Unfinished(length)) => unfinished = Some(Missing::Unfinished(length)),
            Err(other) => return Err(other.with_value(file)),
        }
    }
    unfinished.map_or(Ok(locations), Err)
}

/// Writes a file to the disk, and counts its bytes against what all files together may have: before they come where its
/// size is known, and otherwise as they come.
async fn keep(open: OpenSource, path: &Path, together: &AtomicU64) -> Result<u64, Missing> {
    let not_yet = |error: std::io::Error| Missing::NotYet(error.to_string());
    count(together, open.bytes.unwrap_or_default())?;
    let mut file = File::create(path).await.map_err(not_yet)?;
    let mut chunks = open.chunks;
    let mut kept = 0;
    while let Some(chunk) = chunks.try_next().await? {
        let length = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        if open.bytes.is_none() {
            count(together, length)?;
        }
        kept += length;
        file.write_all(&chunk).await.map_err(not_yet)?;
    }
    file.flush().await.map_err(not_yet)?;
    Ok(kept)
}

fn count(together: &AtomicU64, more: u64) -> Result<(), Missing> {
    if together.fetch_add(more, Ordering::Relaxed).saturating_add(more) <= MAX_SOURCE_BYTES {
        return Ok(());
    }
    let why = "The files of this composite are larger than 2 GB together. Use smaller ones and submit again.";
    Err(Missing::Never(Failure::because(ErrorCode::InvalidInput, why)))
}

/// ffmpeg goes by the header of a WAV, as far as it can: one that was streamed states no length, or a wrong one. What
/// cannot be read stays as it is, for the probe to say.
async fn mend(path: &Path) -> Result<(), Missing> {
    let not_yet = |error: std::io::Error| Missing::NotYet(error.to_string());
    let bytes = tokio::fs::read(path).await.map_err(not_yet)?;
    match media::mended_sound(bytes.into(), Shortfall::FileIsCutOff) {
        Ok(sound) if sound.mended.is_some() => tokio::fs::write(path, &sound.bytes).await.map_err(not_yet),
        Ok(_) | Err(_) => Ok(()),
    }
}

async fn sniffed(path: &Path) -> Option<FileType> {
    let mut opening = [0; media::OPENING_BYTES];
    let mut file = File::open(path).await.ok()?;
    let read = file.read(&mut opening).await.ok()?;
    media::sniff(opening.get(..read)?)
}

#[cfg(test)]
mod tests {
    use domain::request::{InputRole, Source};

    use super::*;

    const MIB: u64 = 1024 * 1024;

    #[test]
    fn all_files_together_have_a_limit_too() {
        let together = AtomicU64::new(0);
        for _ in 0..4 {
            assert!(count(&together, 512 * MIB).is_ok());
        }
        let Err(Missing::Never(failure)) = count(&together, 1) else { panic!("2 GB and a byte") };
        assert!(failure.message.contains("2 GB"), "{failure:?}");
    }

    #[tokio::test]
    async fn a_wav_whose_length_was_not_known_is_mended_and_nothing_else_is_touched() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        let head =
            b"RIFF\xFF\xFF\xFF\xFFWAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1F\0\0\x80\x3E\0\0\x02\0\x10\0data";
        let streamed = [&head[..], &[0xFF; 4], &[1; 16_000]].concat();
        std::fs::write(&path, &streamed).unwrap();
        mend(&path).await.unwrap();
        let mended = std::fs::read(&path).unwrap();
        assert_eq!(mended[40..44], 16_000_u32.to_le_bytes());
        assert_eq!(mended[44..], streamed[44..]);
        for other in [&b"RIFF\0\0\0\0WAVE"[..], b"no sound"] {
            std::fs::write(&path, other).unwrap();
            mend(&path).await.unwrap();
            assert_eq!(std::fs::read(&path).unwrap(), other);
        }
    }

    #[test]
    fn a_job_that_gives_nothing_is_named() {
        let id = "0198c0de-0000-7000-8000-000000000000".parse().unwrap();
        let source = Source::Job { job_id: id, result: 0 };
        let sources = [SourceFile::new("clips[1].source", InputRole::Clip, &source)];
        let Err(Missing::Never(failure)) = locate_all(&Referenced::default(), &sources) else { panic!() };
        assert_eq!(failure.code, ErrorCode::InputUnreachable);
        assert!(failure.message.contains(&id.to_string()), "{failure:?}");
    }
}
