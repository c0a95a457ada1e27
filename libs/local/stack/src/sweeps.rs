//! What happens by the clock: `EventBridge`'s schedule runs the sweeper every minute, and S3 its lifecycle every day.
//! Both at once, too, since a stack may have been down for long.

use std::time::Duration;

use domain::schedule::Pace;
use engine::Jobs;

use crate::Lifecycle;

const SWEEP_SECONDS: i64 = 60;
const LIFECYCLE_SECONDS: i64 = 24 * 60 * 60;

pub(crate) fn start(jobs: Jobs, lifecycle: Lifecycle, pace: Pace) {
    tokio::spawn(async move {
        loop {
            if let Err(error) = sweeper::handle(&jobs).await {
                tracing::warn!(%error, "a sweep failed");
            }
            tokio::time::sleep(every(SWEEP_SECONDS, pace)).await;
        }
    });
    tokio::spawn(async move {
        loop {
            match lifecycle.expire().await {
                Ok(keys) if keys.is_empty() => {}
                Ok(keys) => tracing::info!(objects = keys.len(), "expired objects were removed"),
                Err(error) => tracing::warn!(%error, "expired objects could not be removed"),
            }
            tokio::time::sleep(every(LIFECYCLE_SECONDS, pace)).await;
        }
    });
}

fn every(seconds: i64, pace: Pace) -> Duration {
    Duration::from_secs(u64::try_from(pace.seconds(seconds)).unwrap_or(1))
}
