//! What the API made, as it is kept in the journal, and the file behind each delivery link.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::link;
use crate::picture::{Picture, Size};
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::workshop::{Clip, Encoding, Fps, Kept, Recipe, Sound, Speech, Still, Track};
use crate::world::World;

/// The names of the files.
pub(super) const VIDEO: &str = "video.mp4";
pub(super) const SPEECH: &str = "speech.wav";
/// Of a link. In the older API it is seven days, signed afresh by every poll; v3 states nothing.
const VALID: Duration = Duration::from_hours(7 * 24);
/// Samples per second of a voice.
const RATE: u32 = 44_100;

/// A script or a text is the job's prompt.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "made", rename_all = "snake_case")]
pub(super) enum Made {
    Video { look: String, size: Size, millis: u32, voice: Voice },
    Speech { voice: String },
}

/// What an avatar says.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Voice {
    Recording(Kept),
    /// The script, in the voice with this id.
    Spoken(String),
}

pub(super) fn speech(text: &str, voice: &str) -> Speech {
    Speech { text: text.to_owned(), voice: voice.to_owned(), speed: 1.0, rate: RATE }
}

/// The whole URL of one file, signed now.
pub(super) fn link(world: &World, start: &Start, file: &str) -> Option<String> {
    link::to(world, Vendor::Heygen, &start.task, file, world.now_ms(), VALID)
}

/// The file behind a link.
pub(super) fn find(world: &World, start: &Start, file: &str) -> Option<Recipe> {
    let recipe = match (start.request()?, file) {
        (Made::Video { look, size, millis, voice }, VIDEO) => {
            let picture = Picture { model: look, ..start.still(size, None, 0).picture };
            let track = match voice {
                Voice::Recording(kept) => Track::Kept(kept),
                Voice::Spoken(voice) => Track::Spoken(speech(&start.job.prompt, &voice)),
            };
            Recipe::Clip(Clip {
                still: Still { picture, inset: None, references: Vec::new() },
                millis,
                fps: Fps::F30,
                track,
            })
        }
        (Made::Speech { voice }, SPEECH) => {
            Recipe::Sound(Sound { speech: speech(&start.job.prompt, &voice), encoding: Encoding::Wav })
        }
        _ => return None,
    };
    recipe.after(world.ending(start)?)
}
