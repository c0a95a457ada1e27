//! The questions that are asked of every vendor, and tests of what is not one vendor's.

pub(crate) mod answers;
pub(crate) mod client;
mod files;
pub(crate) mod first_frame;
pub(crate) mod questions;
pub(crate) mod subject;

mod books;
mod hostile;
mod lost_answers;
mod options;
mod restarts;
mod table;
mod usage;
