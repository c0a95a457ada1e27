//! A team's drive and its brand kits. All of a team sees all of it; to others it does not exist.

mod brand_kits;
mod config;
mod files;
mod folders;
mod page;
mod reply;
mod uploads;
mod view;

use ::files::Files;
use clock::Clock;
use lambda_http::Request;
use store::Store;
use web::{ApiError, Callers, Reply};

/// What the function holds between requests.
#[derive(Debug, Clone)]
pub struct App {
    pub store: Store,
    pub files: Files,
    pub callers: Callers,
    pub clock: Clock,
}

const MAX_BODY_BYTES: usize = 64 * 1024;

/// Serves one request.
pub async fn handle(app: &App, request: Request) -> Reply {
    let handled = match web::route_key(&request).as_str() {
        "GET /api/v1/creative-hub/drive/folders" => folders::list(app, &request).await,
        "POST /api/v1/creative-hub/drive/folders" => folders::create(app, &request).await,
        "GET /api/v1/creative-hub/drive/folders/{id}" => folders::read(app, &request).await,
        "PATCH /api/v1/creative-hub/drive/folders/{id}" => folders::change(app, &request).await,
        "DELETE /api/v1/creative-hub/drive/folders/{id}" => folders::delete(app, &request).await,
        "GET /api/v1/creative-hub/drive/files" => files::list(app, &request).await,
        "GET /api/v1/creative-hub/drive/files/{id}" => files::read(app, &request).await,
        "PATCH /api/v1/creative-hub/drive/files/{id}" => files::change(app, &request).await,
        "DELETE /api/v1/creative-hub/drive/files/{id}" => files::delete(app, &request).await,
        "GET /api/v1/creative-hub/drive/files/{id}/content" => files::content(app, &request).await,
        "POST /api/v1/creative-hub/drive/uploads" => uploads::begin(app, &request).await,
        "POST /api/v1/creative-hub/drive/uploads/{id}/complete" => uploads::complete(app, &request).await,
        "GET /api/v1/creative-hub/brand-kits" => brand_kits::list(app, &request).await,
        "POST /api/v1/creative-hub/brand-kits" => brand_kits::create(app, &request).await,
        "GET /api/v1/creative-hub/brand-kits/{id}" => brand_kits::read(app, &request).await,
        "PATCH /api/v1/creative-hub/brand-kits/{id}" => brand_kits::change(app, &request).await,
        "DELETE /api/v1/creative-hub/brand-kits/{id}" => brand_kits::delete(app, &request).await,
        _ => Err(ApiError::NotFound),
    };
    // No row of credits is touched here.
    let handled = handled.map_err(|error| match error {
        ApiError::Contended => ApiError::DriveContended,
        error => error,
    });
    web::answer(&request, handled)
}
