//! A team's drive, in one table: `folder#<id>`, `file#<id>` and `upload#<id>` under the team's id, so that each is
//! found by one read. A folder's files are listed by an index. A folder counts what lies directly in it, in the
//! transactions that put things there and take them away: only one that counts none is deleted.

mod change_file;
mod change_folder;
mod complete;
mod create_folder;
mod delete_file;
mod delete_folder;
mod entry;
mod files;
mod filing;
mod folders;
mod uploads;

pub use complete::Completed;
pub(crate) use entry::{file_key, folder_key};
pub use files::{FilePage, FileQuery};
pub use uploads::{NoFolder, Uploading};

/// What became of a change to something that was read before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed<T, R> {
    /// It is so now.
    Now(T),
    NotFound,
    Refused(R),
}

/// What became of a folder that was to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FolderDeleted {
    Now,
    NotFound,
    NotEmpty,
}
