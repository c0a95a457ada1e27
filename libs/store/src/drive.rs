//! A team's drive, in one table: `folder#<id>`, `file#<id>` and `upload#<id>` under the team's id, so that one read finds
//! each of them. An index lists a folder's files. A folder's row counts what is directly in the folder. The transactions
//! that put things there and take them away keep this count, so that only an empty folder is deleted.

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
mod share_file;
mod uploads;

pub use complete::Completed;
pub(crate) use entry::{file_key, folder_key};
pub use files::{FilePage, FileQuery};
pub use uploads::{NoFolder, Uploading};

/// What became of a change to something that was read before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed<T, R> {
    /// The thing as it is now.
    Now(T),
    NotFound,
    Refused(R),
}

/// What became of a request to delete a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FolderDeleted {
    Now,
    NotFound,
    NotEmpty,
}
