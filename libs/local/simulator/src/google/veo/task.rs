//! What an accepted start asked for, as the journal keeps it.

use serde::{Deserialize, Serialize};

use crate::picture::{Picture, Size};
use crate::usage::Start;
use crate::workshop::{Clip, Fps, Kept, Recipe, Still, Track};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Task {
    pub(super) size: Size,
    pub(super) seconds: u32,
    pub(super) samples: u32,
    pub(super) seed: Option<i64>,
    /// The first picture of the request.
    pub(super) inset: Option<Kept>,
}

impl Task {
    /// None if another version of this crate wrote the start.
    pub(super) fn of(start: &Start) -> Option<Self> {
        Self::deserialize(&start.request).ok()
    }

    /// A sample, counted from 0. They always have sound.
    pub(super) fn clip(self, start: &Start, sample: u32) -> Recipe {
        let prompt = start.job.prompt.clone();
        let first = self.seed.unwrap_or_else(|| i64::from(Picture::any_seed(&prompt, self.size) >> 1));
        let seed = first.saturating_add(i64::from(sample));
        let picture = Picture { prompt, model: start.job.model.clone(), size: self.size, seed };
        let still = Still { picture, inset: self.inset };
        let millis = self.seconds.saturating_mul(1000);
        Recipe::Clip(Clip { still, millis, fps: Fps::F24, track: Track::Hum })
    }
}
