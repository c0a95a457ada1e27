//! The clip behind a delivery link.

use std::time::Duration;

use super::task::{FILE, Stage, Task};
use crate::course::Phase;
use crate::numbers;
use crate::picture::Picture;
use crate::usage::Start;
use crate::workshop::{Clip, Fps, Recipe, Still, Track};
use crate::world::World;

/// From the poll that gave the link; Runway says 24 to 48 hours.
pub(super) const VALID: Duration = Duration::from_hours(24);

pub(super) fn find(world: &World, start: &Start, file: &str) -> Option<Recipe> {
    let task = Task::of(start).filter(|_| file == FILE && start.deleted_at_ms.is_none())?;
    let Stage::At(Phase::Over(ending)) = task.stage(start, world.now_ms()) else { return None };
    let (prompt, model) = (start.job.prompt.clone(), start.job.model.clone());
    let seed = start.seed.unwrap_or_else(|| i64::from(Picture::any_seed(&prompt, task.size)));
    let picture = Picture { prompt, model, size: task.size, seed };
    let still = Still { picture, inset: task.start_frame };
    let track = if task.sound { Track::Hum } else { Track::Silent };
    let millis = numbers::millis(f64::from(task.seconds));
    Recipe::Clip(Clip { still, millis, fps: Fps::F24, track }).after(ending)
}
