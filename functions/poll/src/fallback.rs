//! API Gateway's `$default`: the answer to requests that no endpoint matches. It takes the methods and paths of all
//! functions, and none of their handlers: those are not linked into this one.

use web::{ApiError, MethodAndPath, allowed_methods};

const ALL: [&[MethodAndPath]; 4] = [
    &crate::METHODS_AND_PATHS,
    &submit::METHODS_AND_PATHS,
    &account::METHODS_AND_PATHS,
    &drive::METHODS_AND_PATHS,
];

/// 404, or 405 with the methods that the path has.
pub(crate) fn no_such_endpoint(path: &str) -> ApiError {
    let allowed = allowed_methods(ALL.into_iter().flatten(), path);
    if allowed.is_empty() { ApiError::NotFound } else { ApiError::MethodNotAllowed { allowed } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(path: &str) -> Vec<&'static str> {
        match no_such_endpoint(&format!("{}{path}", web::BASE_PATH)) {
            ApiError::MethodNotAllowed { allowed } => allowed,
            ApiError::NotFound => Vec::new(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_paths_methods_are_those_of_all_functions() {
        assert_eq!(allowed("/health"), ["GET"]);
        assert_eq!(allowed("/creative-hub/generate/image"), ["POST"]);
        assert_eq!(allowed("/creative-hub/generate/jobs/7"), ["GET", "DELETE"]);
        assert_eq!(allowed("/credits/members/7/cap"), ["PUT"]);
        assert_eq!(allowed("/creative-hub/drive/files/7"), ["GET", "PATCH", "DELETE"]);
        assert!(allowed("/creative-hub/generate/hologram").is_empty());
    }
}
