//! `…/drive/folders`.

mod change;
mod create;
mod delete;
mod list;
mod read;

pub(crate) use change::change;
pub(crate) use create::create;
pub(crate) use delete::delete;
pub(crate) use list::list;
pub(crate) use read::read;
