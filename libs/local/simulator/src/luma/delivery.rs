//! The clip behind a delivery link.

use std::time::Duration;

use super::task::{FILE, Task};
use crate::course::{Phase, QUEUED_PERMILLE};
use crate::picture::Picture;
use crate::usage::Start;
use crate::workshop::{Clip, Recipe, Still};
use crate::world::World;

/// From the poll that gave the link (the Python client's documentation).
pub(super) const VALID: Duration = Duration::from_hours(1);

pub(super) fn find(world: &World, start: &Start, file: &str) -> Option<Recipe> {
    let task = Task::of(start).filter(|_| file == FILE)?;
    let Phase::Over(ending) = start.phase(world.now_ms(), QUEUED_PERMILLE) else { return None };
    let (prompt, model) = (start.job.prompt.clone(), start.job.model.clone());
    let seed = i64::from(Picture::any_seed(&prompt, task.size));
    let picture = Picture { prompt, model, size: task.size, seed };
    let still = Still { picture, inset: task.start_frame };
    Recipe::Clip(Clip::silent(still, f64::from(task.seconds))).after(ending)
}
