//! The file behind a delivery link.

use std::time::Duration;

use super::task::{MODEL, Task};
use super::timeline::{self, Stage};
use crate::picture::Picture;
use crate::usage::Start;
use crate::workshop::{Recipe, Still};
use crate::world::World;

/// From the moment the result is ready (BFL documentation).
pub(super) const VALID: Duration = Duration::from_mins(10);

pub(super) fn find(world: &World, start: &Start, file: &str) -> Option<Recipe> {
    let task = Task::of(start).filter(|task| task.file() == file)?;
    let Stage::Over(ending) = timeline::stage(start, task.disable_pup, world.now_ms()) else { return None };
    let prompt = start.job.prompt.clone();
    let seed = task.seed(&prompt);
    let picture = Picture { prompt, model: MODEL.to_owned(), size: task.size, seed };
    Recipe::Still(Still { picture, inset: None }, task.format).after(ending)
}
