//! What the workers share: all of them are the engine, on one queue each.

mod config;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use engine::Engine;

pub use config::from_env;

/// Serves one batch; names the messages that SQS shall deliver again.
pub async fn handle(engine: &Engine, event: SqsEvent) -> SqsBatchResponse {
    engine::advance_all(engine, event).await
}
