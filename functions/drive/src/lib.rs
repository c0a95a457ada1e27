//! A team's drive and its brand kits. Everybody in a team sees and adds to it, what is there is
//! changed by whoever made it, and by owners and admins; for others it does not exist.

mod brand_kits;
mod config;
mod creation;
mod errors;
mod files;
mod folders;
mod operations;
mod patch;
mod replies;
mod requests;
mod rights;
mod shared;
mod uploads;
mod view;

use ::files::Files;
use clock::Clock;
use lambda_http::Request;
use store::Store;
use web::{ApiError, Callers, Endpoint, MethodAndPath, Reply};

pub use operations::OPERATIONS;
pub use replies::REPLIES;
pub use requests::REQUESTS;

/// What the function holds between requests.
#[derive(Debug, Clone)]
pub struct App {
    pub store: Store,
    pub files: Files,
    pub callers: Callers,
    pub clock: Clock,
}

pub const ENDPOINTS: &[Endpoint<App>] = &[
    folders::list::ENDPOINT,
    folders::create::ENDPOINT,
    folders::read::ENDPOINT,
    folders::change::ENDPOINT,
    folders::delete::ENDPOINT,
    files::list::ENDPOINT,
    files::read::ENDPOINT,
    files::change::ENDPOINT,
    files::delete::ENDPOINT,
    files::content::ENDPOINT,
    files::share::ENDPOINT,
    files::share::WITHDRAW,
    shared::ENDPOINT,
    uploads::begin::ENDPOINT,
    uploads::complete::ENDPOINT,
    brand_kits::list::ENDPOINT,
    brand_kits::create::ENDPOINT,
    brand_kits::read::ENDPOINT,
    brand_kits::change::ENDPOINT,
    brand_kits::delete::ENDPOINT,
];
pub const METHODS_AND_PATHS: [MethodAndPath; ENDPOINTS.len()] = web::methods_and_paths(ENDPOINTS);

/// Serves one request.
pub async fn handle(app: &App, request: Request) -> Reply {
    let handled = web::serve(ENDPOINTS, app, &app.callers, &request).await;
    // What is contended here are rows of the drive, never those of credits.
    let handled = handled.map_err(|error| match error {
        ApiError::Contended => ApiError::DriveContended,
        error => error,
    });
    web::answer(&request, handled)
}
