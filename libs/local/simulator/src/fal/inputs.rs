//! Fetches what an input names and makes a task of it. What cannot be fetched or decoded is a fault of the input.

use bytes::Bytes;
use url::{Host, Url};

use super::asked::{self, Asked, Plan, Source};
use super::fault::Fault;
use super::make::{Clip, Make, Pictures, Track};
use super::task::Task;
use crate::accept::audio_job;
use crate::workshop::{InputError, Kept, KeptPicture, KeptSound, MediaError};
use crate::world::World;

const MOST_BYTES: usize = 50 * 1024 * 1024;

/// Why there is no task.
#[derive(Debug)]
enum Problem {
    Fault(Box<Fault>),
    Simulator(MediaError),
}

impl From<MediaError> for Problem {
    fn from(error: MediaError) -> Self {
        Self::Simulator(error)
    }
}

/// The prompt of the job, and what is to be made.
pub(super) async fn task(world: &World, asked: &Asked<'_>) -> Result<(String, Task), MediaError> {
    let found = match find(world, asked).await {
        Ok(found) => found,
        Err(Problem::Simulator(error)) => return Err(error),
        Err(Problem::Fault(fault)) => return Ok((job(asked, None), Task::Faulty(vec![*fault]))),
    };
    let prompt = job(asked, found.recording.as_ref());
    Ok((prompt, Task::Make(make(asked, found))))
}

/// The prompt, or which recording it is.
pub(super) fn job(asked: &Asked<'_>, kept: Option<&KeptSound>) -> String {
    let recording = asked.recording.as_ref().map(|source| {
        let kept = kept.map_or_else(|| Kept::from_bytes(source.url.as_bytes()), |sound| sound.kept.clone());
        audio_job(source.url, &kept)
    });
    asked.prompt.clone().or(recording).unwrap_or_default()
}

struct Found {
    pictures: Vec<KeptPicture>,
    recording: Option<KeptSound>,
}

async fn find(world: &World, asked: &Asked<'_>) -> Result<Found, Problem> {
    let mut pictures = Vec::new();
    for source in &asked.pictures {
        let kept = world.workshop.keep_picture(fetch(world, source).await?).await?;
        let kept = kept.ok_or_else(|| wrong(source, "image_load_error", "Failed to load the image."))?;
        pictures.push(kept);
    }
    let recording = match &asked.recording {
        None => None,
        Some(source) => {
            let kept = world.workshop.keep_sound(fetch(world, source).await?).await?;
            let unsupported = || wrong(source, "unsupported_audio_format", "Unsupported audio format.");
            Some(kept.ok_or_else(unsupported)?)
        }
    };
    Ok(Found { pictures, recording })
}

async fn fetch(world: &World, source: &Source<'_>) -> Result<Bytes, Problem> {
    if !is_allowed(source.url) {
        return Err(wrong(source, "file_download_error", "The URL must be public, or a data URI."));
    }
    world.workshop.input(source.url, MOST_BYTES).await.map_err(|error| match error {
        InputError::TooLarge { .. } => wrong(source, "file_too_large", &format!("The file: {error}.")),
        other => wrong(source, "file_download_error", &format!("Failed to download the file: {other}.")),
    })
}

/// HTTPS or a data URI. Of this machine HTTP is enough, since nothing else is there to be fetched.
fn is_allowed(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    match (url.scheme(), url.host()) {
        ("https" | "data", _) => true,
        ("http", Some(Host::Ipv4(address))) => address.is_loopback(),
        _ => false,
    }
}

fn wrong(source: &Source<'_>, kind: &str, msg: &str) -> Problem {
    Problem::Fault(Box::new(Fault::new(&source.path, kind, msg)))
}

fn make(asked: &Asked<'_>, Found { pictures, recording }: Found) -> Make {
    let shape = pictures.first().map(|first| first.size);
    let mut kept = pictures.into_iter().map(|picture| picture.kept);
    let (inset, references) = if asked.refers { (None, kept.collect()) } else { (kept.next(), Vec::new()) };
    match asked.plan.clone() {
        Plan::Pictures { frame, count, format, shows_seed } => {
            Make::Pictures(Pictures { size: frame.resolve(shape), count, format, shows_seed, inset })
        }
        Plan::Clip { frame, track } => {
            let (millis, track) = soundtrack(track, recording);
            Make::Clip(Clip { size: frame.resolve(shape), millis, track, inset, references })
        }
        Plan::Speech { voice, speed } => Make::Speech { voice, speed },
    }
}

/// The length of a clip, and what it sounds like.
fn soundtrack(track: asked::Track, recording: Option<KeptSound>) -> (u32, Track) {
    match (track, recording) {
        (_, Some(sound)) => (sound.millis, Track::Recording(sound.kept)),
        (asked::Track::Silent { millis }, None) => (millis, Track::Silent),
        (asked::Track::Hum { millis }, None) => (millis, Track::Hum),
        // There always is one where the plan says so.
        (asked::Track::Recording, None) => (1000, Track::Silent),
    }
}
