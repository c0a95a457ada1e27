//! Whether what came is what was announced, and whole. Names and declared types are claims; the bytes decide.

use ::files::Part;
use bytes::{Bytes, BytesMut};
use domain::FieldError;
use domain::Medium;
use domain::drive::Upload;
use media::{Kind, VideoProbe};
use web::ApiError;

use crate::App;
use crate::reply::told;

#[derive(Debug)]
pub(crate) enum Checked {
    /// They are what was announced.
    As(Facts),
    /// Nothing has come yet.
    NotThere,
    /// Others came while these were looked at.
    Changed,
}

/// What an upload's bytes are.
#[derive(Debug)]
pub(crate) struct Facts {
    /// Which version of the object was looked at.
    pub(crate) etag: String,
    pub(crate) width: Option<u32>,
    pub(crate) height: Option<u32>,
    pub(crate) millis: Option<u64>,
}

/// What `media` says of them.
struct Found {
    kind: Kind,
    size: Option<(u32, u32)>,
    millis: Option<u64>,
}

/// Media worth a new request to be skipped.
const WORTH_SKIPPING: u64 = 4 * 1024 * 1024;

/// One AWS call; several for a video whose index is not at its start.
pub(crate) async fn check(app: &App, upload: &Upload) -> Result<Checked, ApiError> {
    let Some(part) = app.files.open(&upload.key).await.map_err(|error| told(&error))? else {
        return Ok(Checked::NotThere);
    };
    if part.length != upload.bytes {
        let message = format!("was announced as {}, but {} bytes came", upload.bytes, part.length);
        return Err(ApiError::Fields(vec![FieldError::new("bytes", message)]));
    }
    let etag = part.etag.clone();
    let found = match Medium::from_mime(&upload.mime) {
        Some(Medium::Video) => match video(app, upload, part).await? {
            Some(found) => found,
            None => return Ok(Checked::Changed),
        },
        Some(Medium::Picture) => looked_through(whole(part).await?, picture).await?,
        Some(Medium::Sound) | None => looked_through(whole(part).await?, sound).await?,
    };
    let found = found.map_err(|error| wrong(upload, &format!("the bytes say: {error}")))?;
    if found.kind.mime() != upload.mime {
        return Err(wrong(upload, &format!("the bytes are {}", found.kind.mime())));
    }
    let (width, height) = found.size.unzip();
    Ok(Checked::As(Facts { etag, width, height, millis: found.millis }))
}

fn wrong(upload: &Upload, but: &str) -> ApiError {
    let message = format!("was announced as {}, but {but}", upload.mime);
    ApiError::Fields(vec![FieldError::new("mime", message)])
}

async fn whole(mut part: Part) -> Result<Bytes, ApiError> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = part.next().await.map_err(|error| told(&error))? {
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

async fn looked_through(
    bytes: Bytes,
    look: fn(&[u8]) -> Result<Found, media::Error>,
) -> Result<Result<Found, media::Error>, ApiError> {
    let looked = tokio::task::spawn_blocking(move || look(&bytes)).await;
    looked.map_err(|error| ApiError::Internal(error.to_string()))
}

fn picture(bytes: &[u8]) -> Result<Found, media::Error> {
    let (kind, width, height) = media::inspect(bytes)?;
    // A header promises much: what a job would stumble over is refused here.
    media::pixels(bytes)?;
    Ok(Found { kind, size: Some((width, height)), millis: None })
}

fn sound(bytes: &[u8]) -> Result<Found, media::Error> {
    let facts = media::sound(bytes)?;
    Ok(Found { kind: facts.kind, size: None, millis: Some(facts.millis) })
}

/// Reads a video's index and leaves its media where they are. `None`: another one came meanwhile.
async fn video(
    app: &App,
    upload: &Upload,
    mut part: Part,
) -> Result<Option<Result<Found, media::Error>>, ApiError> {
    let mut probe = VideoProbe::new();
    let mut at: u64 = 0;
    while let Some(chunk) = part.next().await.map_err(|error| told(&error))? {
        probe.feed(&chunk);
        at += u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        let skipped = probe.skippable().min(upload.bytes.saturating_sub(at));
        if skipped >= WORTH_SKIPPING {
            probe.skip(skipped);
            at += skipped;
            if at == upload.bytes {
                break;
            }
            let rest = app.files.open_at(&upload.key, &part.etag, at).await;
            let Some(rest) = rest.map_err(|error| told(&error))? else { return Ok(None) };
            part = rest;
        }
    }
    Ok(Some(probe.finish().map(|facts| Found {
        kind: facts.kind,
        size: Some((facts.width, facts.height)),
        millis: Some(facts.millis),
    })))
}
