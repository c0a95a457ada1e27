//! Brand kits. One is replaced whole, if it is still as it was read.

mod change;
mod create;
mod read;

pub use read::{KitPage, KitRecord};

/// A kit's logo is no picture in the team's drive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoLogo;
