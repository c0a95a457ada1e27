//! The headers that every answer of the API has, errors included.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;

const REQUEST_ID: &str = "x-request-id";
const API_VERSION: (&str, HeaderValue) = ("x-api-version", HeaderValue::from_static("2026-04-01"));

static REQUESTS: AtomicU64 = AtomicU64::new(1);

/// A request that brings an id of its own gets it back.
pub(super) async fn stamp(request: Request, next: Next) -> Response {
    let id = request.headers().get(REQUEST_ID).cloned().unwrap_or_else(fresh_id);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(REQUEST_ID, id);
    headers.insert(API_VERSION.0, API_VERSION.1);
    response
}

fn fresh_id() -> HeaderValue {
    HeaderValue::from(REQUESTS.fetch_add(1, Ordering::Relaxed))
}
