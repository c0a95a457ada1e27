//! The files of a task, and how an answer names them.

use super::task::{AvatarSound, KEPT_FOR, Task};
use super::wire::{Audio, Video};
use crate::course::{Phase, QUEUED_PERMILLE};
use crate::link;
use crate::numbers;
use crate::picture::{Picture, Size};
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::workshop::{self, Encoding, Kept, Recipe, Sound, Still, Track};
use crate::world::World;

const VIDEO: &str = "video.mp4";
/// The same clip: no mark is drawn.
const WATERMARKED: &str = "watermarked.mp4";
const AUDIO: &str = "audio.mp3";

pub(super) fn find(world: &World, start: &Start, file: &str) -> Option<Recipe> {
    let Phase::Over(ending) = start.phase(world.now_ms(), QUEUED_PERMILLE) else { return None };
    let task = Task::of(start)?;
    let recipe = match (&task, file) {
        (Task::Speech(voice), AUDIO) => {
            let (speech, encoding) = (voice.speech(&start.job.prompt), Encoding::Mp3 { kbps: 128 });
            Recipe::Sound(Sound { speech, encoding })
        }
        (Task::Clip(clip), VIDEO | WATERMARKED) => {
            let track = if clip.sound { Track::Hum } else { Track::Silent };
            made(start, clip.size, clip.start_frame.clone(), task.millis(start), track)
        }
        (Task::Avatar(avatar), VIDEO | WATERMARKED) => {
            let track = match &avatar.sound {
                AvatarSound::Spoken { text, voice } => Track::Spoken(voice.speech(text)),
                AvatarSound::Kept(kept) => Track::Kept(kept.clone()),
            };
            made(start, avatar.size, Some(avatar.face.clone()), avatar.millis, track)
        }
        _ => return None,
    };
    recipe.after(ending)
}

/// None if the clock is out of all bounds.
pub(super) fn video(world: &World, start: &Start, task: &Task) -> Option<Video> {
    let url = |file| link::to(world, Vendor::Kling, &start.task, file, start.ends_at_ms, KEPT_FOR);
    let watermark_url = if task.has_watermark() { url(WATERMARKED)? } else { String::new() };
    let (id, duration) = (start.task.clone(), seconds(task.millis(start)));
    Some(Video { id, url: url(VIDEO)?, watermark_url, duration })
}

/// The same for speech.
pub(super) fn audio(world: &World, start: &Start, task: &Task) -> Option<Audio> {
    let url = link::to(world, Vendor::Kling, &start.task, AUDIO, start.ends_at_ms, KEPT_FOR)?;
    Some(Audio { id: start.task.clone(), url, duration: seconds(task.millis(start)) })
}

/// Units from tenths of them.
pub(super) fn tenths(units: u32) -> String {
    format!("{}.{}", units / 10, units % 10)
}

fn made(start: &Start, size: Size, begin: Option<Kept>, millis: u32, track: Track) -> Recipe {
    let (prompt, model) = (start.job.prompt.clone(), start.job.model.clone());
    let seed = i64::from(Picture::any_seed(&prompt, size));
    let still = Still { picture: Picture { prompt, model, size, seed }, inset: begin };
    Recipe::Clip(workshop::Clip { still, millis, fps: workshop::Fps::F24, track })
}

fn seconds(millis: u32) -> String {
    numbers::seconds(millis).to_string()
}
