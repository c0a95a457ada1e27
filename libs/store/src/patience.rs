//! How long a write is tried again: full jitter, at most 8 seconds together (architecture §3).

use std::time::Duration;

use rand::RngExt;

use crate::Error;

const BUDGET: Duration = Duration::from_secs(8);
const FIRST: Duration = Duration::from_millis(20);
const LONGEST: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub(crate) struct Patience {
    started: tokio::time::Instant,
    ceiling: Duration,
}

impl Patience {
    pub(crate) fn new() -> Self {
        Self { started: tokio::time::Instant::now(), ceiling: FIRST }
    }

    /// Waits a while, or gives up with `error` once the budget is spent. Our own bugs are never retried.
    pub(crate) async fn wait(&mut self, error: Error) -> Result<(), Error> {
        if matches!(error, Error::Bug(_)) {
            return Err(error);
        }
        let pause = rand::rng().random_range(Duration::ZERO..=self.ceiling);
        if self.started.elapsed() + pause > BUDGET {
            return Err(error);
        }
        tokio::time::sleep(pause).await;
        self.ceiling = (self.ceiling * 2).min(LONGEST);
        Ok(())
    }
}
