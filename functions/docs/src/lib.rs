//! What there is to read about the API, for people and for agents: the reference as a page, with the viewer that draws it,
//! and `llms.txt`. Nobody has to say who they are, and no AWS call is made.

mod file;
mod llms;
mod page;

use http::header::CACHE_CONTROL;
use http::{HeaderValue, StatusCode};
use lambda_http::{Body, Request};
use web::{ApiError, Endpoint, MethodAndPath, Reply};

/// What the function holds between requests: nothing.
#[derive(Debug, Clone, Copy)]
pub struct App;

pub const ENDPOINTS: &[Endpoint<App>] = &[page::ENDPOINT, file::ENDPOINT, llms::ENDPOINT];
pub const METHODS_AND_PATHS: [MethodAndPath; ENDPOINTS.len()] = web::methods_and_paths(ENDPOINTS);

/// Serves one request.
pub async fn handle(request: Request) -> Reply {
    let handled = match web::find(ENDPOINTS, &request) {
        Some(endpoint) => endpoint.serve_anyone(&App, &request).await,
        None => Err(ApiError::NotFound),
    };
    web::answer(&request, handled)
}

/// What the reference says before its endpoints, in Markdown. It is the description in the `OpenAPI` document.
pub fn introduction() -> String {
    format!("{}\n{}", include_str!("../page/introduction.md"), web::errors_section())
}

/// A reply that browsers may keep for a while, unlike those of the API: nothing in it is anybody's.
fn kept(body: impl Into<Body>, media_type: &'static str) -> Reply {
    let mut reply = web::empty(StatusCode::OK);
    *reply.body_mut() = body.into();
    let headers = reply.headers_mut();
    headers.insert(http::header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    reply
}
