//! When a request is sent again, and after how long.

use std::time::Duration;

use crate::failure::Failure;

/// What became of an attempt that brought no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// No connection, or one that died.
    NoAnswer,
    /// An answer that is not the API's own, such as a gateway's.
    Foreign { status: u16 },
    /// An error in the API's shape, and the seconds of its `Retry-After`.
    Refused { retry_after: Option<u64> },
}

/// So often a request is sent at most.
const ATTEMPTS: u32 = 5;
/// A script should hear of a longer pause, and not sleep through it.
const LONGEST: Duration = Duration::from_mins(1);

/// How long to wait before the next attempt, or nothing where there is none. The API says itself which of its errors
/// may pass: those have a `Retry-After`.
pub(crate) fn pause(outcome: Outcome, attempt: u32, first: Duration) -> Option<Duration> {
    let backoff = first * 2u32.pow(attempt.saturating_sub(1).min(10));
    let pause = match outcome {
        Outcome::NoAnswer | Outcome::Foreign { status: 429 | 500.. } => backoff,
        Outcome::Refused { retry_after: Some(seconds) } => Duration::from_secs(seconds),
        Outcome::Foreign { .. } | Outcome::Refused { retry_after: None } => return None,
    };
    (attempt < ATTEMPTS && pause <= LONGEST).then_some(pause)
}

/// What became of an attempt, and what is said if it was the last one.
pub(crate) type Missed = (Outcome, Failure);

/// Attempts until one succeeds or no other would help. `told` hears of each that failed and of the pause behind it.
pub(crate) async fn persist<T>(
    first: Duration,
    told: impl Fn(&Failure, Duration),
    mut attempt: impl AsyncFnMut() -> Result<T, Missed>,
) -> Result<T, Failure> {
    let mut attempts = 1;
    loop {
        let (outcome, failure) = match attempt().await {
            Ok(done) => return Ok(done),
            Err(missed) => missed,
        };
        let Some(pause) = pause(outcome, attempts, first) else { return Err(failure) };
        told(&failure, pause);
        tokio::time::sleep(pause).await;
        attempts += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_pass_is_tried_again_with_growing_pauses() {
        let first = Duration::from_millis(500);
        let millis = |outcome, attempt| pause(outcome, attempt, first).map(|pause| pause.as_millis());
        for outcome in [Outcome::NoAnswer, Outcome::Foreign { status: 503 }, Outcome::Foreign { status: 429 }]
        {
            let pauses: Vec<_> = (1..=5).map(|attempt| millis(outcome, attempt)).collect();
            assert_eq!(pauses, [Some(500), Some(1000), Some(2000), Some(4000), None], "{outcome:?}");
        }
        assert_eq!(millis(Outcome::Foreign { status: 404 }, 1), None);
    }

    #[test]
    fn the_api_says_itself_when_to_come_back() {
        let first = Duration::from_millis(500);
        let seconds = |retry_after, attempt| {
            pause(Outcome::Refused { retry_after }, attempt, first).map(|pause| pause.as_secs())
        };
        assert_eq!(seconds(None, 1), None);
        assert_eq!(seconds(Some(5), 1), Some(5));
        assert_eq!(seconds(Some(5), 4), Some(5));
        assert_eq!(seconds(Some(5), 5), None);
        assert_eq!(seconds(Some(60), 1), Some(60));
        assert_eq!(seconds(Some(61), 1), None);
    }
}
