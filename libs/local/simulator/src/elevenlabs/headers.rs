//! The `request-id` that every answer has; an error says it in its body too.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use sha2::{Digest, Sha256};

pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");

static ANSWERS: AtomicU64 = AtomicU64::new(0);

/// To be used as `.layer(middleware::map_response(headers::stamp))`.
pub(super) async fn stamp(mut response: Response) -> Response {
    if let Ok(id) = HeaderValue::from_str(&fresh_id()) {
        response.headers_mut().entry(REQUEST_ID).or_insert(id);
    }
    response
}

pub(super) fn fresh_id() -> String {
    const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let hash = Sha256::digest(ANSWERS.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    let letters = hash.iter().take(20).filter_map(|byte| LETTERS.get(usize::from(*byte) % LETTERS.len()));
    letters.map(|letter| char::from(*letter)).collect()
}
