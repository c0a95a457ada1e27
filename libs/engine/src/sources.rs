//! Opens the files that requests name, wherever they are: in our bucket or at a foreign address. All workers that fetch
//! go through here. What a source's rows mean is decided in `domain::resolve`.

use std::fmt;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use domain::request::{References, SourceFile};
use domain::resolve::{Location, Missing, Referenced};
use domain::timing::Pace;
use domain::{BucketFile, ErrorClass, ErrorCode, Failure, Medium, TeamId};
use fetch::{Fetcher, Limits, Promptness};
use files::Files;
use futures::stream::{self, BoxStream};
use futures::{StreamExt, TryStreamExt};
use store::Store;

const MIB: u64 = 1024 * 1024;
/// From the moment at which a foreign host is asked.
const FIRST_BYTE_SECONDS: i64 = 5;
/// A host that sends less than 10 KB/s over five seconds keeps a worker for nothing: a picture of the usual 2 MB would
/// take minutes.
const WINDOW: Duration = Duration::from_secs(5);
const LEAST_BYTES: u64 = 50 * 1024;

#[derive(Debug, Clone, Copy)]
pub struct SourceReader<'a> {
    pub store: &'a Store,
    pub files: &'a Files,
    pub fetcher: &'a Fetcher,
    pub pace: Pace,
}

/// A file that can be read.
pub struct OpenSource {
    /// How large it is; `None` at a foreign address, where that is known at the end.
    pub bytes: Option<u64>,
    pub chunks: BoxStream<'static, Result<Bytes, Missing>>,
}

impl SourceReader<'_> {
    /// One read for all of them, and none where all are at foreign addresses.
    pub async fn look_up(&self, team_id: &TeamId, sources: &[SourceFile]) -> Result<Referenced, Missing> {
        let referenced = self.store.referenced(team_id, &References::from_sources(sources)).await;
        referenced.map_err(|error| Missing::NotYet(error.to_string()))
    }

    /// `total` is the time from here to the last byte of a file at a foreign address.
    pub async fn open(
        &self,
        file: &SourceFile,
        location: &Location,
        total: Duration,
    ) -> Result<OpenSource, Missing> {
        match location {
            Location::Bucket(stored) => {
                check_size(&file.field, Medium::from_mime(&stored.mime), stored.bytes)?;
                self.open_ours(stored).await
            }
            Location::Web(url) => {
                let promptness = Some(self.promptness());
                let limits = Limits { max_bytes: file.role.most_bytes(), total, promptness };
                let field = file.field.clone();
                let download = self.fetcher.open(url, limits).await;
                let download = download.map_err(|error| not_fetched(&field, &error))?;
                let chunks = download.stream().map_err(move |error| not_fetched(&field, &error));
                Ok(OpenSource { bytes: None, chunks: chunks.boxed() })
            }
        }
    }

    fn promptness(&self) -> Promptness {
        let first_byte = u64::try_from(self.pace.seconds(FIRST_BYTE_SECONDS)).unwrap_or_default();
        Promptness { first_byte: Duration::from_secs(first_byte), window: WINDOW, least_bytes: LEAST_BYTES }
    }

    async fn open_ours(&self, stored: &BucketFile) -> Result<OpenSource, Missing> {
        let not_yet = |error: files::Error| Missing::NotYet(error.to_string());
        let part = self.files.open(&stored.key).await.map_err(not_yet)?;
        let part = part.ok_or_else(|| Missing::NotYet("the bucket does not have the file".to_owned()))?;
        let chunks = stream::try_unfold(part, move |mut part| async move {
            Ok(part.next().await.map_err(not_yet)?.map(|chunk| (chunk, part)))
        });
        Ok(OpenSource { bytes: Some(stored.bytes), chunks: chunks.boxed() })
    }
}

impl fmt::Debug for OpenSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenSource").field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

impl OpenSource {
    /// All of it in memory: at most what the file's role allows.
    pub async fn whole(self) -> Result<Bytes, Missing> {
        let start = BytesMut::new();
        let whole = self.chunks.try_fold(start, |mut whole, chunk| async move {
            whole.extend_from_slice(&chunk);
            Ok(whole)
        });
        Ok(whole.await?.freeze())
    }
}

/// Where a source is, or why it is not to be had, as its job's owner reads it.
pub fn locate(referenced: &Referenced, file: &SourceFile) -> Result<Location, Missing> {
    referenced.resolve(file).map_err(|missing| missing.map_never(|why| why.failure(&file.field)))
}

/// A file has the limit of what it is. What is not known counts as a video.
pub fn check_size(field: &str, medium: Option<Medium>, bytes: u64) -> Result<(), Missing> {
    let (what, most) = match medium {
        Some(Medium::Picture) => ("a picture", Medium::Picture.most_bytes()),
        Some(Medium::Sound) => ("a sound", Medium::Sound.most_bytes()),
        Some(Medium::Video) | None => ("a video", Medium::Video.most_bytes()),
    };
    if bytes <= most {
        return Ok(());
    }
    let why = format!("{field}: {what} may have {} MB. Compress it and submit again.", most / MIB);
    Err(Missing::Never(Failure::because(ErrorCode::InvalidInput, why)))
}

/// An address that we refuse is tried again like one that does not answer, so that nobody can tell them apart.
pub(crate) fn not_fetched(field: &str, error: &fetch::Error) -> Missing {
    tracing::info!(%error, field, "the address of a source gave no file");
    let why = format!("{field} could not be read: {}. Check its link and submit again.", error.public());
    let failure = Failure::because(ErrorCode::InputUnreachable, why);
    match error.class() {
        ErrorClass::OurBug => Missing::Never(Failure::new(ErrorCode::Internal)),
        ErrorClass::CallersFault if !matches!(error, fetch::Error::Refused { .. }) => Missing::Never(failure),
        ErrorClass::CallersFault | ErrorClass::TryAgain => {
            Missing::Unreachable { field: field.to_owned(), why: failure }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_file_has_its_own_limit() {
        for (medium, most) in [
            (Some(Medium::Picture), 20 * MIB),
            (Some(Medium::Sound), 50 * MIB),
            (Some(Medium::Video), 500 * MIB),
            (None, 500 * MIB),
        ] {
            assert!(check_size("clips[1].source", medium, most).is_ok(), "{medium:?}");
            let Err(Missing::Never(failure)) = check_size("clips[1].source", medium, most + 1) else {
                panic!("{medium:?}")
            };
            assert_eq!(failure.code, ErrorCode::InvalidInput);
            assert!(failure.message.contains("clips[1].source") && failure.message.contains("MB"));
        }
    }

    #[test]
    fn an_address_that_answers_with_an_error_fails_the_job_and_one_in_trouble_is_tried_again() {
        let refused = fetch::Error::Status(404);
        let Missing::Never(failure) = not_fetched("image_url", &refused) else { panic!("it stays so") };
        assert_eq!(
            (failure.code, failure.message.as_str()),
            (
                ErrorCode::InputUnreachable,
                "image_url could not be read: the address answered with an error. Check its link and submit again."
            )
        );
        let trouble = not_fetched("image_url", &fetch::Error::Status(503));
        assert!(matches!(trouble, Missing::Unreachable { field, .. } if field == "image_url"));
    }

    #[test]
    fn whatever_keeps_us_from_an_address_is_told_in_one_sentence() {
        let at = || "10.0.0.1".to_owned();
        let refused = fetch::Error::Refused { at: at(), why: "it leads to an address that is not global" };
        let unreachable = fetch::Error::Unreachable { at: at(), why: "the name has no address".to_owned() };
        assert_eq!(not_fetched("image_url", &refused), not_fetched("image_url", &unreachable));
    }
}
