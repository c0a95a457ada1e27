//! The limits of one model: on tasks that are at work at a time, of which those above wait, and on tasks of a day, of which
//! those above are refused.

use std::time::Duration;

use crate::vendor::Vendor;
use crate::world::World;

/// Of one model, in Runway's third tier.
pub(super) const MOST_AT_WORK: usize = 5;

/// Of one model and a rolling day, in Runway's third tier (its page "API Usage Tiers & Limits" has 500 to 1,000 for the
/// second, and no more is known).
pub(super) const MOST_A_DAY: usize = 1000;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// How many tasks of the model were accepted within a day.
pub(super) fn accepted_today(world: &World, model: &str) -> usize {
    let since_ms = world.now_ms().saturating_sub(DAY_MS);
    let tasks = world.usage.tasks(Vendor::Runway).into_iter();
    tasks.filter(|start| start.job.model == model && since_ms < start.at_ms).count()
}

/// When the next task of the model gets a place; none if there is one now. Two that ask at the same moment
/// may get the same place.
pub(super) fn next_place_ms(world: &World, model: &str) -> Option<i64> {
    let now_ms = world.now_ms();
    if world.usage.active(Vendor::Runway, now_ms) < MOST_AT_WORK {
        return None;
    }
    let of_model = world.usage.tasks(Vendor::Runway).into_iter().filter(|start| start.job.model == model);
    let mut ends: Vec<i64> = of_model.map(|start| start.ends_at_ms).filter(|ends| now_ms < *ends).collect();
    ends.sort_unstable();
    ends.get(ends.len().checked_sub(MOST_AT_WORK)?).copied()
}

/// How long the wait is at the vendor, where nothing is scaled.
pub(super) fn unscaled_wait(world: &World, until_ms: Option<i64>) -> Duration {
    const LONG: Duration = Duration::from_hours(1000);
    let wait_ms = until_ms.map_or(0, |until_ms| until_ms.saturating_sub(world.now_ms()));
    let wait = Duration::from_millis(u64::try_from(wait_ms).unwrap_or(0));
    wait.div_f64(world.scaled(LONG).div_duration_f64(LONG))
}
