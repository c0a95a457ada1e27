//! The `x-request-id` on every answer, for vendors that send one.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::HeaderValue;
use axum::response::Response;
use sha2::{Digest, Sha256};

pub(crate) const HEADER: &str = "x-request-id";

static ANSWERS: AtomicU64 = AtomicU64::new(0);

/// To be used as `.layer(middleware::map_response(request_id::stamp))`. An answer that has one keeps it.
pub(crate) async fn stamp(mut response: Response) -> Response {
    let headers = response.headers_mut();
    if !headers.contains_key(HEADER)
        && let Ok(id) = HeaderValue::from_str(&next())
    {
        headers.insert(HEADER, id);
    }
    response
}

/// For an error that has the id in its body too, under [`HEADER`].
pub(crate) fn next() -> String {
    let number = ANSWERS.fetch_add(1, Ordering::Relaxed);
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(Sha256::digest(number.to_be_bytes())).for_each(|(to, from)| *to = from);
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}
