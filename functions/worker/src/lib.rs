//! Advances the jobs of one kind that vendors make: pictures, videos, avatars or speech. One batch of SQS messages,
//! each of them one step. The template deploys this crate once for each kind.

mod config;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use engine::Engine;

pub use config::from_env;

/// Serves one batch; names the messages that SQS shall deliver again.
pub async fn handle(engine: &Engine, event: SqsEvent) -> SqsBatchResponse {
    engine::advance_all(engine, event).await
}
