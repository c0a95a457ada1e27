//! `…/drive/files`.

pub(crate) mod change;
pub(crate) mod content;
pub(crate) mod delete;
pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod share;
