//! Puts an answer in the place of the vendor's own, or changes that one.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use bytes::Bytes;
use serde_json::Value;

use super::{bytes as files, json};
use crate::answers::{Canned, Change, EDGE_PAGE, ELSEWHERE, What};
use crate::cut::cut_connection;
use crate::sim_words::Staged;
use crate::world::World;

/// The answer to a start that the vendor never heard of.
pub(super) fn in_place(staged: Staged) -> Response {
    match staged {
        Staged::Edge(status) => edge(status),
        Staged::Answer(answer) => match answer.what {
            What::Instead(canned) | What::After(canned) => spoken(canned),
            What::Changed(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        },
    }
}

pub(super) async fn perform(world: &World, what: What, own: Response) -> Response {
    match what {
        What::Instead(canned) | What::After(canned) => spoken(canned),
        What::Changed(change) => changed(world, change, own).await,
    }
}

fn spoken(Canned { status, headers, body }: Canned) -> Response {
    let kind = if body.starts_with('<') { "text/html; charset=UTF-8" } else { "application/json" };
    let mut response = ([(header::CONTENT_TYPE, kind)], body).into_response();
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in headers {
        response.headers_mut().insert(*name, HeaderValue::from_static(value));
    }
    response
}

fn edge(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let page = (status, Html(EDGE_PAGE)).into_response();
    if status.is_redirection() { ([(header::LOCATION, ELSEWHERE)], page).into_response() } else { page }
}

async fn changed(world: &World, change: Change, own: Response) -> Response {
    let (mut parts, body) = own.into_parts();
    // The vendor cut the connection.
    let Ok(body) = to_bytes(body, usize::MAX).await else { return cut_connection() };
    parts.headers.remove(header::CONTENT_LENGTH);
    if let Some((name, value)) = named(change) {
        parts.headers.insert(name, HeaderValue::from_static(value));
    }
    if let Some(body) = other_body(world, change, body).await {
        return Response::from_parts(parts, Body::from(body));
    }
    tracing::error!(?change, "an answer could not be changed");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

/// The header that a changed body has.
const fn named(change: Change) -> Option<(HeaderName, &'static str)> {
    match change {
        Change::Gzip { named: true } => Some((header::CONTENT_ENCODING, "gzip")),
        Change::Deflate => Some((header::CONTENT_ENCODING, "deflate")),
        Change::Format(format) => Some((header::CONTENT_TYPE, format.media_type())),
        _ => None,
    }
}

async fn other_body(world: &World, change: Change, body: Bytes) -> Option<Bytes> {
    match change {
        Change::Gzip { .. } => Some(files::gzipped(&body)?.into()),
        Change::Deflate => Some(files::deflated(&body)?.into()),
        Change::Half => Some(body.slice(..body.len() / 2)),
        Change::WavSizes(size) => Some(files::with_wav_sizes(&body, size).into()),
        Change::Format(format) => match serde_json::from_slice::<Value>(&body) {
            Ok(mut value) => {
                for text in json::files_in_base64(&mut value) {
                    let file = world.workshop.reencoded(&json::file(text)?, format).await.ok()?;
                    *text = json::base64(&file);
                }
                Some(value.to_string().into())
            }
            Err(_) => world.workshop.reencoded(&body, format).await.ok(),
        },
        change => {
            let value = serde_json::from_slice(&body).ok()?;
            let keep = |file: Vec<u8>| {
                let number = world.plays.keep(file.into());
                format!("{}/_sim/delivery/{number}", world.root_url())
            };
            Some(json::changed(change, value, keep).to_string().into())
        }
    }
}

/// `GET /_sim/delivery/{number}`: a file that an answer links to.
pub(crate) async fn kept(State(world): State<Arc<World>>, Path(number): Path<usize>) -> Response {
    match world.plays.file(number) {
        Some(file) => ([(header::CONTENT_TYPE, "image/png")], file).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
