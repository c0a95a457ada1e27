//! Advances the jobs of one kind that vendors make: pictures, videos, avatars or speech. An invocation gets one
//! batch of SQS messages, and each message advances a job by one step. The template deploys this crate once for
//! each kind.

mod config;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use engine::Engine;

pub use config::from_env;

/// Handles one batch, and returns the messages that SQS shall deliver again.
pub async fn handle(engine: &Engine, event: SqsEvent) -> SqsBatchResponse {
    engine::advance_all(engine, event).await
}
