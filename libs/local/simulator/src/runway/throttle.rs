//! The limit on tasks of one model that are at work at a time. A task above it waits; it is not refused.

use std::time::Duration;

use crate::vendor::Vendor;
use crate::world::World;

/// Of one model, in Runway's third tier.
pub(super) const MOST_AT_WORK: usize = 5;

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
