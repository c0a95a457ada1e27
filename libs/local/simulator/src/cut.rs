//! Ends a connection without an answer.

use std::io;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use futures::stream;

/// A response that never reaches the client. Hyper asks for the first piece of a body before it flushes the
/// head of the response, so a body that fails at once closes the connection with not one byte sent. That is
/// hyper's behaviour, not its promise: a test watches it.
pub(crate) fn cut_connection() -> Response {
    let fault = io::Error::other("sim:drop-answer");
    Response::new(Body::from_stream(stream::once(async { Err::<Bytes, _>(fault) })))
}
