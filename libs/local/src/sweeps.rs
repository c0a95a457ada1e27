//! What `EventBridge`'s schedule does: runs the sweeper at once and then every minute.

use domain::schedule::Pace;
use engine::Jobs;

const EVERY_SECONDS: i64 = 60;

pub(crate) fn start(jobs: Jobs, pace: Pace) {
    let every = u64::try_from(pace.seconds(EVERY_SECONDS)).unwrap_or(1);
    tokio::spawn(async move {
        loop {
            if let Err(error) = sweeper::handle(&jobs).await {
                tracing::warn!(%error, "a sweep failed");
            }
            tokio::time::sleep(std::time::Duration::from_secs(every)).await;
        }
    });
}
