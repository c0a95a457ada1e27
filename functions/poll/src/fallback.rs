//! API Gateway's `$default`: the answer to requests that no endpoint matches. It takes the methods and paths of all
//! functions, and none of their handlers: those are not linked into this one.

use domain::near::near;
use http::Method;
use http::header::ACCESS_CONTROL_REQUEST_METHOD;
use lambda_http::Request;
use web::{ApiError, MethodAndPath, allowed_methods};

const ALL: [&[MethodAndPath]; 6] = [
    &crate::METHODS_AND_PATHS,
    &submit::METHODS_AND_PATHS,
    &account::METHODS_AND_PATHS,
    &drive::METHODS_AND_PATHS,
    &docs::METHODS_AND_PATHS,
    &hub_console::METHODS_AND_PATHS,
];

/// Whether a browser asks what a page of another origin may send. API Gateway puts the CORS headers to the answer, but asks
/// this function first, because `$default` takes every method. A browser takes no refusal for a yes, whatever its headers.
pub(crate) fn is_preflight(request: &Request) -> bool {
    request.method() == Method::OPTIONS && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

/// 404, or 405 with the methods that the path has.
pub(crate) fn no_such_endpoint(path: &str) -> ApiError {
    let allowed = allowed_methods(ALL.into_iter().flatten(), path);
    if !allowed.is_empty() {
        return ApiError::MethodNotAllowed { allowed };
    }
    let known: Vec<&str> = ALL.into_iter().flatten().map(|endpoint| endpoint.path).collect();
    nearest_path(path, &known).map_or(ApiError::NotFound, |near| ApiError::NoSuchPath { near })
}

/// A path that was nearly hit. What a client wrote in place of an id is left as a placeholder.
fn nearest_path(path: &str, known: &[&str]) -> Option<String> {
    let path = path.trim_end_matches('/');
    let with_base =
        if path.starts_with(web::BASE_PATH) { path.to_owned() } else { format!("{}{path}", web::BASE_PATH) };
    // Most of what there is lies below this.
    let rest = with_base.strip_prefix(web::BASE_PATH).unwrap_or_default();
    let in_hub = format!("{}/creative-hub{rest}", web::BASE_PATH);
    let nearest = [with_base.as_str(), &in_hub, path]
        .into_iter()
        .find_map(|path| known.iter().find(|known| is_near(path, known)));
    nearest.map(|known| (*known).to_owned())
}

/// Whether one segment at most is nearly, and not quite, what it should be.
fn is_near(path: &str, known: &str) -> bool {
    let (asked, known): (Vec<&str>, Vec<&str>) = (path.split('/').collect(), known.split('/').collect());
    let wrong = asked.iter().zip(&known).filter(|(asked, known)| asked != known && !known.starts_with('{'));
    let wrong: Vec<_> = wrong.collect();
    asked.len() == known.len()
        && wrong.len() <= 1
        && wrong.iter().all(|(asked, known)| near(asked, &[known]).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(path: &str) -> Vec<&'static str> {
        match no_such_endpoint(&format!("{}{path}", web::BASE_PATH)) {
            ApiError::MethodNotAllowed { allowed } => allowed,
            ApiError::NotFound | ApiError::NoSuchPath { .. } => Vec::new(),
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

    #[test]
    fn the_pages_are_only_read() {
        for (path, expected) in
            [("/console", vec!["GET"]), ("/console/", vec!["GET"]), ("/console/a/b.js", vec!["GET"])]
        {
            let ApiError::MethodNotAllowed { allowed } = no_such_endpoint(path) else { panic!("{path}") };
            assert_eq!(allowed, expected, "{path}");
        }
    }

    #[test]
    fn only_an_options_request_about_another_one_is_a_preflight() {
        for (method, header, expected) in [
            ("OPTIONS", "access-control-request-method", true),
            ("OPTIONS", "origin", false),
            ("GET", "access-control-request-method", false),
        ] {
            let request = http::Request::builder().method(method).header(header, "POST");
            let request = request.body(lambda_http::Body::Empty).unwrap();
            assert_eq!(is_preflight(&request), expected, "{method} {header}");
        }
    }

    #[test]
    fn a_path_that_is_nearly_right_is_told() {
        for (path, expected) in [
            ("/api/v1/creative-hub/generate/images", Some("/api/v1/creative-hub/generate/image")),
            ("/api/v1/creative-hub/generate/image/", Some("/api/v1/creative-hub/generate/image")),
            ("/creative-hub/catalog", Some("/api/v1/creative-hub/catalog")),
            ("/api/v1/credit/balance", Some("/api/v1/credits/balance")),
            ("/generate/image", Some("/api/v1/creative-hub/generate/image")),
            ("/api/v1/generate/vidoe", Some("/api/v1/creative-hub/generate/video")),
            ("/api/v1/drive/folders", Some("/api/v1/creative-hub/drive/folders")),
            ("/doc", Some("/docs")),
            ("/llm.txt", Some("/llms.txt")),
            ("/consol", Some("/console")),
            ("/wp-login.php", None),
            ("/", None),
        ] {
            let told = match no_such_endpoint(path) {
                ApiError::NoSuchPath { near } => Some(near),
                _ => None,
            };
            assert_eq!(told.as_deref(), expected, "{path}");
        }
    }
}
