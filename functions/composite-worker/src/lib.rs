//! Makes composites: fetches their files, renders, saves and settles. One message is one whole render. No vendor is
//! involved, so nothing is lost with a step that dies: the step that finds its lease in the past does it all again.

mod config;
mod download;
mod render;
mod scratch;
mod step;

use std::path::PathBuf;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use compositor::Compositor;
use engine::Jobs;
use fetch::Fetcher;
use files::Files;

pub use config::from_env;
pub use scratch::scratch;

/// What the function needs, built once.
#[derive(Debug, Clone)]
pub struct App {
    pub jobs: Jobs,
    pub files: Files,
    pub fetcher: Fetcher,
    pub compositor: Compositor,
    /// Where each render gets a folder of its own.
    pub scratch: PathBuf,
}

/// Serves one batch; names the messages that SQS shall deliver again.
pub async fn handle(app: &App, event: SqsEvent) -> SqsBatchResponse {
    engine::side_by_side(event, |body| {
        let app = app.clone();
        async move { app.advance(&body).await }
    })
    .await
}
