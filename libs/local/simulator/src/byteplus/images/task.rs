//! What an accepted call asked for, as the journal keeps it for its delivery links.

use serde::{Deserialize, Serialize};

use crate::picture::{Format, Picture, Size};
use crate::usage::Start;
use crate::workshop::{Kept, Recipe, Still};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Task {
    pub(super) size: Size,
    pub(super) format: Format,
    pub(super) count: u32,
    /// Asked for with `sequential_image_generation`: items fail one by one.
    pub(super) group: bool,
    /// The first reference.
    pub(super) inset: Option<Kept>,
}

impl Task {
    /// The name of a picture's file, counted from 0.
    pub(super) fn file(&self, index: u32) -> String {
        format!("{index}.{}", self.format.extension())
    }

    pub(super) fn picture(&self, start: &Start, index: u32) -> Recipe {
        let prompt = start.job.prompt.clone();
        let first = i64::from(Picture::any_seed(&prompt, self.size) >> 1);
        let seed = first.saturating_add(i64::from(index));
        let picture = Picture { prompt, model: start.job.model.clone(), size: self.size, seed };
        Recipe::Still(Still { picture, inset: self.inset.clone() }, self.format)
    }
}

/// None also if the start is not one of a picture.
pub(in crate::byteplus) fn find(start: &Start, file: &str) -> Option<Recipe> {
    let task = Task::deserialize(&start.request).ok()?;
    let index = (0..task.count).find(|index| task.file(*index) == file)?;
    task.picture(start, index).after(start.ending)
}
