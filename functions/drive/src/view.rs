//! Folders, files and brand kits as clients see them: each is a type.

mod file;
mod folder;
mod kit;

pub(crate) use file::FileView;
pub(crate) use folder::FolderView;
pub(crate) use kit::KitView;
