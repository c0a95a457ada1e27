//! `…/drive/files`.

mod change;
mod content;
mod delete;
mod list;
mod read;

pub(crate) use change::change;
pub(crate) use content::content;
pub(crate) use delete::delete;
pub(crate) use list::list;
pub(crate) use read::{find, read};
