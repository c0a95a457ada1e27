//! Runs every minute, finds jobs that nobody has moved in time, and takes them up or ends them.

mod config;

use engine::{Jobs, Swept};

pub use config::from_env;

/// Does one sweep.
pub async fn handle(jobs: &Jobs) -> Result<Swept, engine::Error> {
    let swept = jobs.sweep().await?;
    if swept.due > 0 {
        tracing::info!(due = swept.due, failed = swept.failed, "due jobs were taken up");
    }
    Ok(swept)
}
