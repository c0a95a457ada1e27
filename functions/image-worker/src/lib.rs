//! Advances image jobs: one batch of SQS messages, each one step.

use domain::Kind;
use engine::Engine;

pub use worker::handle;

pub async fn from_env() -> Result<Engine, Box<dyn std::error::Error + Send + Sync>> {
    worker::from_env(Kind::Image).await
}
