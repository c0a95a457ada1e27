//! Brand kits. A change replaces the whole kit, if it is still as it was read.

mod change;
mod create;
mod read;

pub use read::{KitPage, KitRecord};

/// The logo that a request gives is not a picture in the team's drive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoLogo;
