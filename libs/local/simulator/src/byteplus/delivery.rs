//! The files behind the delivery links of both, for 24 hours.

use std::time::Duration;

use super::{images, videos};
use crate::link;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::workshop::Recipe;
use crate::world::World;

/// From the end of the work on (`X-Tos-Expires=86400`).
const VALID: Duration = Duration::from_hours(24);

pub(super) fn link(world: &World, start: &Start, file: &str) -> Option<String> {
    link::to(world, Vendor::Byteplus, &start.task, file, start.ends_at_ms, VALID)
}

pub(super) fn find(world: &World, start: &Start, file: &str) -> Option<Recipe> {
    images::find(start, file).or_else(|| videos::find(world, start, file))
}
