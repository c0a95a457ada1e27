//! The files of a task, and how an answer names them.

use serde_json::{Value, json};

use super::task::{AvatarSound, KEPT_FOR, Task};
use crate::link;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::workshop::{Clip, Encoding, Fps, Recipe, Sound, Track};
use crate::world::World;

const VIDEO: &str = "video.mp4";
const AUDIO: &str = "audio.mp3";

pub(super) fn find(world: &World, start: &Start, file: &str) -> Option<Recipe> {
    let clip = |still, millis, track| Recipe::Clip(Clip { still, millis, fps: Fps::F24, track });
    let recipe = match (start.request()?, file) {
        (Task::Speech(voice), AUDIO) => {
            let (speech, encoding) = (voice.speech(&start.job.prompt), Encoding::Mp3 { kbps: 128 });
            Recipe::Sound(Sound { speech, encoding })
        }
        (Task::Clip(task), VIDEO) => {
            let still = start.still(task.size, task.start_frame, 0);
            clip(still, task.seconds.saturating_mul(1000), Track::Silent)
        }
        (Task::Avatar(task), VIDEO) => {
            let track = match task.sound {
                AvatarSound::Spoken { text, voice } => Track::Spoken(voice.speech(&text)),
                AvatarSound::Kept(kept) => Track::Kept(kept),
            };
            clip(start.still(task.size, Some(task.face), 0), task.millis, track)
        }
        _ => return None,
    };
    recipe.after(world.ending(start)?)
}

/// None if the clock is out of all bounds.
pub(super) fn video(world: &World, start: &Start) -> Option<Value> {
    let url = link::to(world, Vendor::Kling, &start.task, VIDEO, start.ends_at_ms, KEPT_FOR)?;
    Some(json!({ "type": "video", "id": start.task, "url": url }))
}

/// The same for speech.
pub(super) fn audio(world: &World, start: &Start) -> Option<Value> {
    let url = link::to(world, Vendor::Kling, &start.task, AUDIO, start.ends_at_ms, KEPT_FOR)?;
    Some(json!({ "id": start.task, "url": url }))
}
