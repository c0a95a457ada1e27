//! `GET /delivery/results/{task}/{file}`: the file behind a signed link. It belongs to a storage service, not
//! to the API: it takes no key, and a client that shows it one is told so.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::task::spawn_blocking;

use super::link::{self, Pass};
use super::task::{MODEL, Task};
use super::timeline::Stage;
use super::{get_result, key};
use crate::picture::{self, Picture};
use crate::sim_words::Ending;
use crate::vendor::Vendor;
use crate::world::World;

pub(super) async fn deliver(
    State(world): State<Arc<World>>,
    Path((task, file)): Path<(String, String)>,
    Query(pass): Query<Pass>,
    headers: HeaderMap,
) -> Result<Response, StorageError> {
    if headers.contains_key(key::HEADER) {
        return Err(StorageError::KeyShown);
    }
    if !pass.opens(&task, &file, world.now_ms()) {
        return Err(StorageError::NotOpened);
    }
    let start = world.ledger.task(Vendor::Bfl, &task).ok_or(StorageError::NoFile)?;
    let task = Task::of(&start).filter(|task| link::file(task.format) == file).ok_or(StorageError::NoFile)?;
    let format = task.format;
    let bytes = match get_result::course(&start, &task).stage(world.now_ms()) {
        Stage::Over(Ending::Media) => {
            let seed = task.seed(&start.job.prompt);
            let picture =
                Picture { prompt: start.job.prompt, model: MODEL.to_owned(), size: task.size, seed };
            let rendered = spawn_blocking(move || picture.render(format)).await;
            rendered.map_err(StorageError::broken)?.map_err(StorageError::broken)?
        }
        Stage::Over(Ending::BadMedia) => picture::broken_file(task.size),
        _ => return Err(StorageError::NoFile),
    };
    Ok(([(header::CONTENT_TYPE, format.media_type())], bytes).into_response())
}

/// A storage service answers in XML.
#[derive(Debug)]
pub(super) enum StorageError {
    KeyShown,
    /// Forged or expired; a storage service does not say which.
    NotOpened,
    NoFile,
    /// The simulator failed to render.
    Broken,
}

impl StorageError {
    fn broken(reason: impl std::error::Error) -> Self {
        tracing::error!(%reason, "a picture could not be rendered");
        Self::Broken
    }
}

impl IntoResponse for StorageError {
    fn into_response(self) -> Response {
        let (status, code, message) = match self {
            Self::KeyShown => (
                StatusCode::BAD_REQUEST,
                "UnexpectedCredentials",
                "The x-key header must not be sent to a delivery link.",
            ),
            Self::NotOpened => {
                (StatusCode::FORBIDDEN, "AuthenticationFailed", "The signature is invalid or has expired.")
            }
            Self::NoFile => (StatusCode::NOT_FOUND, "BlobNotFound", "The specified blob does not exist."),
            Self::Broken => (StatusCode::INTERNAL_SERVER_ERROR, "InternalError", "The simulator failed."),
        };
        let body = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>"
        );
        (status, [(header::CONTENT_TYPE, "application/xml")], body).into_response()
    }
}
