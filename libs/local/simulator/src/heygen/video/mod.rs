//! Avatar videos: start, poll, delete.

mod canvas;
mod create;
mod delete;
mod inputs;
mod options;
mod read;
mod said;
mod source;
mod subtitles;

use serde::{Deserialize, Serialize};

pub(super) use self::create::create;
pub(super) use self::delete::delete;
pub(super) use self::read::read;
use crate::course::{Phase, QUEUED_PERMILLE};
use crate::picture::{Format, Picture, Size};
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::workshop::{Clip, Fps, Kept, Recipe, Speech, Still, Track};
use crate::world::World;

/// The names of a video's files.
const VIDEO: &str = "video.mp4";
const CAPTIONED: &str = "captioned.mp4";
const THUMBNAIL: &str = "thumbnail.jpeg";
const SUBTITLES: &str = "subtitles.srt";
/// Samples per second of a voice.
const RATE: u32 = 44_100;

/// As the journal keeps it; a script is the job's prompt.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Video {
    size: Size,
    millis: u32,
    /// The look's id, or `image`.
    who: String,
    /// The picture that speaks, if the client gave one.
    picture: Option<Kept>,
    heard: Heard,
    captions: Captions,
    title: Option<String>,
    /// In hundredths of a cent.
    pub(super) price: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Heard {
    Recording(Kept),
    Script { voice: String, speed: f64 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Captions {
    None,
    /// As a file.
    Beside,
    /// In a second video, too.
    Burned,
}

impl Video {
    /// Behind a link, once the video is over.
    pub(super) fn file(&self, world: &World, start: &Start, file: &str) -> Option<Recipe> {
        let Phase::Over(ending) = start.phase(world.now_ms(), QUEUED_PERMILLE) else { return None };
        match file {
            VIDEO => Recipe::Clip(self.clip(start)).after(ending),
            CAPTIONED if self.captions == Captions::Burned => Recipe::Clip(self.clip(start)).after(ending),
            THUMBNAIL => Recipe::Still(self.still(start), Format::Jpeg).after(ending),
            SUBTITLES if self.captions != Captions::None && has_files(ending) => {
                Some(Recipe::Ready(subtitles::file(self, self.speech(start).as_ref())))
            }
            _ => None,
        }
    }

    fn clip(&self, start: &Start) -> Clip {
        let track = match (&self.heard, self.speech(start)) {
            (Heard::Recording(kept), _) => Track::Kept(kept.clone()),
            (Heard::Script { .. }, Some(speech)) => Track::Spoken(speech),
            (Heard::Script { .. }, None) => Track::Silent,
        };
        Clip { still: self.still(start), millis: self.millis, fps: Fps::F30, track }
    }

    fn still(&self, start: &Start) -> Still {
        let (prompt, model) = (start.job.prompt.clone(), self.who.clone());
        Still { picture: Picture { prompt, model, size: self.size, seed: 0 }, inset: self.picture.clone() }
    }

    /// None where a recording is heard.
    fn speech(&self, start: &Start) -> Option<Speech> {
        match &self.heard {
            Heard::Recording(_) => None,
            Heard::Script { voice, speed } => Some(speech(&start.job.prompt, voice, *speed)),
        }
    }
}

fn speech(text: &str, voice: &str, speed: f64) -> Speech {
    Speech { text: text.to_owned(), voice: voice.to_owned(), speed, rate: RATE }
}

fn has_files(ending: Ending) -> bool {
    matches!(ending, Ending::Media | Ending::BadMedia)
}
