//! What runs on a schedule: the sweeper every minute, as `EventBridge` does it, and the bucket's lifecycle every
//! day, as S3 does it. Both also run at the start, since the stack may have been down for long.

use std::time::Duration;

use domain::timing::Pace;
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

#[cfg(test)]
mod tests {
    use super::SWEEP_SECONDS;
    use crate::Template;

    #[test]
    fn the_sweeper_runs_as_often_as_the_template_says() {
        let template = Template::shipped().unwrap();
        let events = &template.resources["Sweeper"].properties["Events"];
        assert_eq!(SWEEP_SECONDS, 60);
        assert_eq!(events["EveryMinute"]["Properties"]["Schedule"], "rate(1 minute)");
    }
}
