//! Takes requests in: validates, quotes, holds the credits and queues the job, and answers `202` at once. Also
//! cancels jobs, tries failed ones again and hides finished ones.

mod cancel;
mod config;
mod delete;
mod facts;
mod quote;
mod retry;
mod routes;
mod stop;
mod submit;

use std::collections::BTreeSet;
use std::sync::Arc;

use clock::Clock;
use domain::catalog::Vendor;
use domain::request::Family;
use domain::{Catalog, Kind};
use files::Files;
use lambda_http::Request;
use queue::Queues;
use store::{Healths, Store};
use submit::generate;
use web::{ApiError, Callers, Reply};

/// What the function holds between requests.
#[derive(Debug, Clone)]
pub struct App {
    pub store: Store,
    pub healths: Healths,
    pub queues: Queues,
    pub files: Files,
    pub callers: Callers,
    pub catalog: Arc<Catalog>,
    /// The vendors whose key is configured.
    pub vendors: BTreeSet<Vendor>,
    pub clock: Clock,
}

/// Serves one request.
pub async fn handle(app: &App, request: Request) -> Reply {
    use Family::{Legacy, Studio};
    use Kind::{Avatar, Composite, Image, Tts, Video};
    let request = &request;
    let route = web::route_key(request);
    let handled = match route.strip_prefix("POST /api/v1/creative-hub/").unwrap_or(&route) {
        "generate/image" => generate(app, request, Image, Legacy).await,
        "generate/video" => generate(app, request, Video, Legacy).await,
        "generate/avatar" => generate(app, request, Avatar, Legacy).await,
        "generate/tts" => generate(app, request, Tts, Legacy).await,
        "generate/composite" => generate(app, request, Composite, Legacy).await,
        "image-studio/generate" => generate(app, request, Image, Studio).await,
        "video-studio/generate" => generate(app, request, Video, Studio).await,
        "avatar-studio/generate" => generate(app, request, Avatar, Studio).await,
        "voice-studio/generate" => generate(app, request, Tts, Studio).await,
        "generate/jobs/{id}/cancel" => cancel::cancel(app, request).await,
        "generate/jobs/{id}/retry" => retry::retry(app, request).await,
        "DELETE /api/v1/creative-hub/generate/jobs/{id}" => delete::delete(app, request).await,
        _ => Err(ApiError::NotFound),
    };
    web::answer(request, handled)
}
