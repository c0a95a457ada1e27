//! An accepted request as the journal keeps it, and where it is.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::fault::Fault;
use super::make::Make;
use crate::course::{Phase, QUEUED_PERMILLE};
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::workshop::Recipe;
use crate::world::World;

/// Of the links to results: public, and kept "at least 7 days".
pub(super) const VALID: Duration = Duration::from_hours(7 * 24);

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Task {
    Make(Make),
    /// The model will not take it.
    Faulty(Vec<Fault>),
}

/// Where a request is, and how it ended.
#[derive(Clone, Debug)]
pub(super) enum Verdict {
    Queued,
    Running,
    Made(Make, Ending),
    Faulty(Vec<Fault>),
    Moderated,
    Failed,
    Cancelled,
}

impl Task {
    pub(super) fn verdict(start: &Start, now_ms: i64) -> Verdict {
        let ending = match start.phase(now_ms, QUEUED_PERMILLE) {
            Phase::Queued => return Verdict::Queued,
            Phase::Running { .. } => return Verdict::Running,
            Phase::Cancelled => return Verdict::Cancelled,
            Phase::Over(ending) => ending,
        };
        match (Self::deserialize(&start.request), ending) {
            (Ok(Self::Faulty(faults)), _) => Verdict::Faulty(faults),
            (_, Ending::InputModerated | Ending::OutputModerated) => Verdict::Moderated,
            (Ok(Self::Make(make)), Ending::Media | Ending::BadMedia | Ending::EmptyResult) => {
                Verdict::Made(make, ending)
            }
            // The second: another version of this crate wrote the start.
            (Ok(Self::Make(_)), Ending::Failed) | (Err(_), _) => Verdict::Failed,
        }
    }
}

/// Behind a link.
pub(super) fn find(world: &World, start: &Start, file: &str) -> Option<Recipe> {
    match Task::verdict(start, world.now_ms()) {
        Verdict::Made(make, ending) => make.recipe(start, file)?.after(ending),
        _ => None,
    }
}
