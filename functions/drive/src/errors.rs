//! The refusals that several endpoints share.

use domain::drive::{Misplaced, NO_FOLDER};
use web::ApiError;

/// `field`: the one that names a folder which the team does not have.
pub(crate) fn no_folder(field: &str) -> ApiError {
    ApiError::field(field, NO_FOLDER)
}

pub(crate) fn misplaced(misplaced: Misplaced) -> ApiError {
    match misplaced {
        Misplaced::NoSuchFolder => no_folder("parent_id"),
        Misplaced::WithinItself => ApiError::field("parent_id", "is the folder itself or lies within it"),
        Misplaced::TooDeep => ApiError::field("parent_id", "is too deep: folders lie at most 10 levels deep"),
        Misplaced::TooMany => {
            ApiError::conflict("too_many_folders", "The team has 1000 folders already. Delete some first.")
        }
    }
}

pub(crate) fn no_logo() -> ApiError {
    ApiError::field("logo", "is not a picture in your team's drive")
}
