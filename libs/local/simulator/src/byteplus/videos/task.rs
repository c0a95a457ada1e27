//! What an accepted start asked for, as the journal keeps it, and its files.

use serde::{Deserialize, Serialize};

use crate::course::{self, Phase};
use crate::picture::{Format, Picture, Size};
use crate::usage::Start;
use crate::workshop::{Clip, Fps, Kept, Recipe, Still, Track};
use crate::world::World;

pub(super) const VIDEO: &str = "video.mp4";
pub(super) const LAST_FRAME: &str = "last_frame.png";
pub(super) const FPS: u32 = 24;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Task {
    pub(super) size: Size,
    pub(super) ratio: String,
    pub(super) resolution: String,
    pub(super) frames: u32,
    pub(super) sound: bool,
    /// As asked; [`Task::seed`] is the one used.
    pub(super) seed: Option<i64>,
    pub(super) return_last_frame: bool,
    pub(super) draft: bool,
    pub(super) service_tier: String,
    pub(super) execution_expires_after: i64,
    /// The first picture of the request.
    pub(super) inset: Option<Kept>,
}

impl Task {
    /// None if the start is not one of a clip.
    pub(super) fn of(start: &Start) -> Option<Self> {
        Self::deserialize(&start.request).ok()
    }

    pub(super) fn seed(&self, prompt: &str) -> i64 {
        self.seed.unwrap_or_else(|| i64::from(Picture::any_seed(prompt, self.size) >> 1))
    }

    /// As the vendor meters it: width × height × 24 × seconds / 1024.
    pub(super) fn tokens(&self) -> u64 {
        let pixels = u64::from(self.size.width).saturating_mul(u64::from(self.size.height));
        pixels.saturating_mul(u64::from(self.frames)) / 1024
    }

    fn recipe(self, start: &Start, file: &str) -> Option<Recipe> {
        let prompt = start.job.prompt.clone();
        let seed = self.seed(&prompt);
        let picture = Picture { prompt, model: start.job.model.clone(), size: self.size, seed };
        let still = Still { picture, inset: self.inset };
        match file {
            VIDEO => {
                let millis = self.frames.saturating_mul(1000) / FPS;
                let track = if self.sound { Track::Hum } else { Track::Silent };
                Some(Recipe::Clip(Clip { still, millis, fps: Fps::F24, track }))
            }
            LAST_FRAME if self.return_last_frame => Some(Recipe::Still(still, Format::Png)),
            _ => None,
        }
    }
}

pub(in crate::byteplus) fn find(world: &World, start: &Start, file: &str) -> Option<Recipe> {
    let Phase::Over(ending) = start.phase(world.now_ms(), course::QUEUED_PERMILLE) else { return None };
    Task::of(start)?.recipe(start, file)?.after(ending)
}
