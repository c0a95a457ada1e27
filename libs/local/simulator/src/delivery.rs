//! `GET /delivery/results/{task}/{file}`: the file behind a signed link, for every vendor that delivers by
//! URL. It belongs to a storage service, not to the API: it takes no key, and a client that shows one is
//! refused. It knows links and files; which file a task has is the vendor's business.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

use crate::link::Pass;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::workshop::Recipe;
use crate::world::World;

/// What a vendor's task has under the name of a file; none if there is no such file (yet).
pub(crate) type Find = fn(&World, &Start, &str) -> Option<Recipe>;

/// The headers in which the vendors' keys travel.
const KEY_HEADERS: [&str; 5] = ["authorization", "x-key", "x-api-key", "xi-api-key", "x-goog-api-key"];

/// To be merged into the vendor's routes, outside of its key check. Answers HEAD too.
pub(crate) fn routes(vendor: Vendor, find: Find) -> Router<Arc<World>> {
    // A link may have one segment more, which says nothing.
    let deliver = move |State(world): State<Arc<World>>,
                        Path(Place { task, file }): Path<Place>,
                        Query(pass): Query<Pass>,
                        uri: Uri,
                        headers: HeaderMap| async move {
        if KEY_HEADERS.iter().any(|header| headers.contains_key(*header)) {
            return Err(StorageError::KeyShown);
        }
        if !pass.opens(vendor, &task, &file, world.now_ms()) {
            return Err(StorageError::NotOpened);
        }
        let start = world.usage.task(vendor, &task).ok_or(StorageError::NoFile)?;
        let recipe = find(&world, &start, &file).ok_or(StorageError::NoFile)?;
        world.deliver(&start, recipe, &uri).await.map_err(StorageError::broken)
    };
    Router::new()
        .route("/delivery/results/{task}/{file}", get(deliver))
        .route("/delivery/results/{task}/{file}/{name}", get(deliver))
}

#[derive(Debug, Deserialize)]
struct Place {
    task: String,
    file: String,
}

/// A storage service answers in XML.
#[derive(Debug)]
enum StorageError {
    KeyShown,
    /// Forged or expired; a storage service does not say which.
    NotOpened,
    NoFile,
    /// The simulator failed to make the file.
    Broken,
}

impl StorageError {
    fn broken(reason: impl std::error::Error) -> Self {
        tracing::error!(%reason, "a file could not be made");
        Self::Broken
    }
}

impl IntoResponse for StorageError {
    fn into_response(self) -> Response {
        let (status, code, message) = match self {
            Self::KeyShown => (
                StatusCode::BAD_REQUEST,
                "UnexpectedCredentials",
                "An API key must not be sent to a delivery link.",
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
