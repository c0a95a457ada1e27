//! The questions that are asked of every vendor, and tests of what is not one vendor's.

pub(crate) mod answers;
pub(crate) mod client;
pub(crate) mod files;
pub(crate) mod first_frame;
pub(crate) mod questions;
pub(crate) mod subject;

mod answers_of_the_table;
mod hostile;
mod lost_answers;
mod options;
mod played;
mod restarts;
mod table;
mod tasks;
mod usage;
