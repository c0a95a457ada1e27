//! The refusals that several endpoints share.

use std::fmt::Display;

use domain::drive::{self, Misplaced};
use domain::{FileId, FolderId};
use web::{ApiError, Problem};

pub(crate) const TOO_MANY_FOLDERS: Problem =
    Problem::conflict("too_many_folders", "The team has 1000 folders already. Delete some first.");

/// `field`: the one that names a folder which the team does not have.
pub(crate) fn no_folder(field: &str, asked: Option<impl Display>) -> ApiError {
    ApiError::field(field, drive::no_folder(&named(asked)))
}

/// `parent`: the folder in which the other one should lie.
pub(crate) fn misplaced(misplaced: Misplaced, parent: Option<FolderId>) -> ApiError {
    let named = named(parent);
    let refuse = |problem: &str| ApiError::field("parent_id", format!("'{named}' {problem}"));
    match misplaced {
        Misplaced::NoSuchFolder => no_folder("parent_id", parent),
        Misplaced::WithinItself => refuse("is the folder itself or lies within it. Name another one."),
        Misplaced::TooDeep => {
            refuse("lies too deep. A folder lies at most 10 levels deep: name a higher one.")
        }
        Misplaced::TooMany => ApiError::conflict(TOO_MANY_FOLDERS),
    }
}

pub(crate) fn no_logo(asked: Option<FileId>) -> ApiError {
    let named = named(asked.map(|id| format!("asset:{id}")));
    ApiError::field("logo", format!("'{named}' is not a picture in your team's drive"))
}

/// The root has no id.
fn named(asked: Option<impl Display>) -> String {
    asked.map_or_else(|| drive::ROOT.to_owned(), |id| id.to_string())
}
