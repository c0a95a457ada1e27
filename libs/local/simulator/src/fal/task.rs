//! An accepted request as it is kept in the journal, and where it is.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::fault::Fault;
use super::make::Make;
use crate::course::Phase;
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::workshop::Recipe;
use crate::world::World;

/// How long the public links to results open. The vendor says "at least 7 days".
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
    pub(super) fn verdict(world: &World, start: &Start) -> Verdict {
        let ending = match world.phase(start) {
            Phase::Queued => return Verdict::Queued,
            Phase::Running { .. } => return Verdict::Running,
            Phase::Cancelled => return Verdict::Cancelled,
            Phase::Over(ending) => ending,
        };
        match (start.request(), ending) {
            (Some(Self::Faulty(faults)), _) => Verdict::Faulty(faults),
            (_, Ending::InputModerated | Ending::OutputModerated) => Verdict::Moderated,
            (Some(Self::Make(make)), Ending::Media | Ending::BadMedia | Ending::EmptyResult) => {
                Verdict::Made(make, ending)
            }
            // The second: another version of this crate wrote the start.
            (Some(Self::Make(_)), Ending::Failed) | (None, _) => Verdict::Failed,
        }
    }
}

/// The file behind a link.
pub(super) fn find(world: &World, start: &Start, file: &str) -> Option<Recipe> {
    match Task::verdict(world, start) {
        Verdict::Made(make, ending) => make.recipe(start, file)?.after(ending),
        _ => None,
    }
}
