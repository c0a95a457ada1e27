//! Fetches what an input names and makes a task of it. What cannot be had is a fault of the input.

use bytes::Bytes;
use url::{Host, Url};

use super::asked::{self, Asked, Place, Plan, Source, Track};
use super::fault::Fault;
use super::make::{self, Clip, Heard, Make, Pictures, Speech};
use super::task::Task;
use crate::accept::audio_job;
use crate::picture::{Picture, Size};
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

/// What is to be made, and the prompt of the job.
pub(super) async fn task(world: &World, asked: &Asked<'_>) -> Result<(String, Task), MediaError> {
    let found = match find(world, asked).await {
        Ok(found) => found,
        Err(Problem::Simulator(error)) => return Err(error),
        Err(Problem::Fault(fault)) => return Ok((job(asked, None), Task::Faulty(vec![*fault]))),
    };
    let prompt = job(asked, found.sound.as_ref());
    let made = make(asked, &prompt, found);
    Ok((prompt, Task::Make(made)))
}

/// The prompt, or which recording it is.
pub(super) fn job(asked: &Asked<'_>, sound: Option<&KeptSound>) -> String {
    let recording = asked.sound.as_ref().map(|source| {
        let kept = sound.map_or_else(|| Kept::of(source.url.as_bytes()), |sound| sound.kept.clone());
        audio_job(source.url, &kept)
    });
    asked.prompt.clone().or(recording).unwrap_or_default()
}

/// The first picture, and the sound.
struct Found {
    picture: Option<KeptPicture>,
    sound: Option<KeptSound>,
}

async fn find(world: &World, asked: &Asked<'_>) -> Result<Found, Problem> {
    let mut picture = None;
    for source in &asked.pictures {
        let bytes = fetch(world, source).await?;
        let kept = world.workshop.keep_picture(bytes).await?;
        let kept = kept.ok_or_else(|| wrong(source, "image_load_error", "Failed to load the image."))?;
        picture.get_or_insert(kept);
    }
    let sound = match &asked.sound {
        None => None,
        Some(source) => {
            let kept = world.workshop.keep_sound(fetch(world, source).await?).await?;
            let unsupported = || wrong(source, "unsupported_audio_format", "Unsupported audio format.");
            Some(kept.ok_or_else(unsupported)?)
        }
    };
    Ok(Found { picture, sound })
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

/// HTTPS or a data URI; of this machine HTTP will do, since nothing else is there to be fetched.
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

fn make(asked: &Asked<'_>, prompt: &str, Found { picture, sound }: Found) -> Make {
    let (inset, shape) = (picture.as_ref().map(|one| one.kept.clone()), picture.map(|one| one.size));
    let seed = |size: Size| asked.seed.unwrap_or_else(|| i64::from(Picture::any_seed(prompt, size)));
    match asked.plan.clone() {
        Plan::Pictures(asked::Pictures { frame, count, format, extra, place }) => {
            let size = frame.resolve(shape);
            let inline = place == Place::Inline;
            Make::Pictures(Pictures { size, count, format, inline, extra, seed: seed(size), inset })
        }
        Plan::Clip(asked::Clip { frame, track, extra }) => {
            let size = frame.resolve(shape);
            let (millis, heard) = heard(track, prompt, sound);
            Make::Clip(Clip { size, millis, heard, extra, seed: seed(size), inset })
        }
        Plan::Speech(asked::Speech { voice, speed, timestamps }) => {
            Make::Speech(Speech { voice, speed, timestamps })
        }
    }
}

fn heard(track: Track, prompt: &str, sound: Option<KeptSound>) -> (u32, Heard) {
    match (track, sound) {
        (_, Some(sound)) => (sound.millis, Heard::Recording(sound.kept)),
        (Track::Silent { millis }, None) => (millis, Heard::Silent),
        (Track::Hum { millis }, None) => (millis, Heard::Hum),
        (Track::Script { voice, speed }, None) => {
            (make::speech(prompt, &voice, speed).millis(), Heard::Script { voice, speed })
        }
        // There always is one where the plan says so.
        (Track::Recording, None) => (1000, Heard::Silent),
    }
}
