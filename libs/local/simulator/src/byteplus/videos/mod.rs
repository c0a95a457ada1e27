//! `/api/v3/contents/generations/tasks`: Seedance.

mod content;
mod delete;
mod inputs;
mod model;
mod read;
mod size;
mod submit;
mod suffixes;
mod task;

pub(super) use self::delete::delete;
pub(super) use self::read::{list, read};
pub(super) use self::submit::submit;
pub(super) use self::task::find;
