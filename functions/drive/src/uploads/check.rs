//! Whether an upload's bytes are whole and of the announced type. The client's name and type for them prove nothing:
//! what they are is read from the bytes.

use ::files::Part;
use bytes::{Bytes, BytesMut};
use domain::drive::Upload;
use domain::{MediaFacts, Medium};
use media::{FileType, VideoFacts, VideoProbe};
use web::ApiError;

use crate::App;

#[derive(Debug)]
pub(crate) enum Checked {
    /// The bytes are what was announced.
    Valid(Facts),
    /// Nothing has been uploaded yet.
    NotThere,
    /// Other bytes were uploaded during the check.
    Changed,
}

/// What an upload's bytes are.
#[derive(Debug)]
pub(crate) struct Facts {
    /// Which version of the object was checked.
    pub(crate) etag: String,
    pub(crate) media: MediaFacts,
}

/// What `media` finds in the bytes.
struct Found {
    file_type: FileType,
    media: MediaFacts,
}

/// What came of looking through the bytes.
enum Inspection {
    Found(Found),
    /// They are no such picture, sound or video.
    Invalid(media::Error),
    /// Other bytes were uploaded meanwhile.
    Changed,
}

impl From<Result<Found, media::Error>> for Inspection {
    fn from(inspected: Result<Found, media::Error>) -> Self {
        inspected.map_or_else(Self::Invalid, Self::Found)
    }
}

/// A stretch of a video that is at least so long is skipped by opening the file again behind it.
const MIN_SKIP_BYTES: u64 = 4 * 1024 * 1024;

/// One AWS call; several for a video whose index is not at its start.
pub(crate) async fn check(app: &App, upload: &Upload) -> Result<Checked, ApiError> {
    let Some(part) = app.files.open(&upload.key).await.map_err(ApiError::internal)? else {
        return Ok(Checked::NotThere);
    };
    if part.length != upload.bytes {
        let message = format!("was announced as {}, but {} bytes came", upload.bytes, part.length);
        return Err(ApiError::field("bytes", message));
    }
    let etag = part.etag.clone();
    let inspection = match Medium::from_mime(&upload.mime) {
        Some(Medium::Video) => inspect_video(app, upload, part).await?,
        Some(Medium::Picture) => inspect(read_all(part).await?, picture).await?,
        Some(Medium::Sound) | None => inspect(read_all(part).await?, sound).await?,
    };
    let found = match inspection {
        Inspection::Found(found) => found,
        Inspection::Invalid(error) => return Err(wrong_type(upload, &error.to_string())),
        Inspection::Changed => return Ok(Checked::Changed),
    };
    if found.file_type.mime() != upload.mime {
        return Err(wrong_type(upload, &format!("the bytes are {}", found.file_type.mime())));
    }
    Ok(Checked::Valid(Facts { etag, media: found.media }))
}

fn wrong_type(upload: &Upload, but: &str) -> ApiError {
    ApiError::field("mime", format!("was announced as {}, but {but}", upload.mime))
}

async fn read_all(mut part: Part) -> Result<Bytes, ApiError> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = part.next().await.map_err(ApiError::internal)? {
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

async fn inspect(
    bytes: Bytes,
    look: fn(&[u8]) -> Result<Found, media::Error>,
) -> Result<Inspection, ApiError> {
    let inspected = tokio::task::spawn_blocking(move || look(&bytes)).await;
    inspected.map(Inspection::from).map_err(ApiError::internal)
}

fn picture(bytes: &[u8]) -> Result<Found, media::Error> {
    let (file_type, width, height) = media::inspect(bytes)?;
    // The header may be right and the pixels broken: a job could not use such a picture.
    media::pixels(bytes)?;
    Ok(Found { file_type, media: MediaFacts::Picture { width, height } })
}

fn sound(bytes: &[u8]) -> Result<Found, media::Error> {
    let facts = media::sound(bytes)?;
    Ok(Found { file_type: facts.file_type, media: MediaFacts::Sound { millis: facts.millis } })
}

/// Reads a video's index, and skips its pictures and sounds.
async fn inspect_video(app: &App, upload: &Upload, mut part: Part) -> Result<Inspection, ApiError> {
    let mut probe = VideoProbe::new();
    let mut at: u64 = 0;
    while let Some(chunk) = part.next().await.map_err(ApiError::internal)? {
        probe.feed(&chunk);
        at += u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        let skipped = probe.skippable().min(upload.bytes.saturating_sub(at));
        if skipped >= MIN_SKIP_BYTES {
            probe.skip(skipped);
            at += skipped;
            if at == upload.bytes {
                break;
            }
            let rest = app.files.open_at(&upload.key, &part.etag, at).await;
            let Some(rest) = rest.map_err(ApiError::internal)? else { return Ok(Inspection::Changed) };
            part = rest;
        }
    }
    let found = probe.finish().map(|facts| {
        let VideoFacts { file_type, width, height, millis, .. } = facts;
        Found { file_type, media: MediaFacts::Video { width, height, millis } }
    });
    Ok(found.into())
}
