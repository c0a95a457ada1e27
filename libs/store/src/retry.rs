//! One rule for every write that may meet another writer: it is attempted again, with full jitter, for at most eight
//! seconds (`docs/ARCHITECTURE.md`, "Money").

use std::time::Duration;

use rand::RngExt;

use crate::Error;

/// How long all attempts at one operation may take together.
const BUDGET: Duration = Duration::from_secs(8);
/// The longest pause before the second attempt. It doubles with each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// How an attempt ends that has something to pass on to the next one.
#[derive(Debug)]
pub(crate) enum Attempt<T, S> {
    Done(T),
    /// To be attempted again, with what this attempt has learned; `Error` is the result if the budget is spent.
    Again(S, Error),
}

impl<T, S> Attempt<T, S> {
    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Attempt<U, S> {
        match self {
            Self::Done(done) => Attempt::Done(change(done)),
            Self::Again(state, error) => Attempt::Again(state, error),
        }
    }
}

/// Repeats `attempt` for as long as its error is one that may be repeated and the budget lasts. Each attempt reads
/// afresh what its write depends on. It must also recognise what an earlier attempt has written: the answer to that
/// write may have been lost.
pub(crate) async fn retry<T, F>(attempt: impl Fn() -> F) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    retry_with_state((), |()| async { Ok(Attempt::Done(attempt().await?)) }).await
}

/// Like [`retry`], where an attempt passes on what it has learned. An attempt that fails with an error teaches nothing.
pub(crate) async fn retry_with_state<T, S, F>(first: S, attempt: impl Fn(S) -> F) -> Result<T, Error>
where
    S: Clone,
    F: Future<Output = Result<Attempt<T, S>, Error>>,
{
    let mut state = first;
    let mut budget = RetryBudget::new();
    loop {
        let error = match attempt(state.clone()).await {
            Ok(Attempt::Done(done)) => return Ok(done),
            Ok(Attempt::Again(learned, error)) => {
                state = learned;
                error
            }
            Err(error) => error,
        };
        budget.wait(error).await?;
    }
}

#[derive(Debug)]
pub(crate) struct RetryBudget {
    started: tokio::time::Instant,
    longest_pause: Duration,
}

impl RetryBudget {
    pub(crate) fn new() -> Self {
        Self { started: tokio::time::Instant::now(), longest_pause: FIRST_PAUSE }
    }

    /// Waits for a random time, or fails with `error` if it must not be repeated or the budget is spent.
    pub(crate) async fn wait(&mut self, error: Error) -> Result<(), Error> {
        let pause = rand::rng().random_range(Duration::ZERO..=self.longest_pause);
        if !error.may_be_repeated() || self.started.elapsed() + pause > BUDGET {
            return Err(error);
        }
        tokio::time::sleep(pause).await;
        self.longest_pause = (self.longest_pause * 2).min(LONGEST_PAUSE);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn unavailable() -> Error {
        Error::Unavailable("x".to_owned())
    }

    #[tokio::test(start_paused = true)]
    async fn a_contended_write_is_attempted_until_it_succeeds() {
        let attempts = Cell::new(0);
        let done = retry(|| async {
            attempts.set(attempts.get() + 1);
            match attempts.get() {
                1 => Err(Error::Contended),
                2 => Err(unavailable()),
                attempt => Ok(attempt),
            }
        });
        assert_eq!(done.await.unwrap(), 3);
    }

    #[tokio::test(start_paused = true)]
    async fn a_bug_and_a_write_that_must_not_be_sent_twice_are_not_repeated() {
        for error in [|| Error::Bug("x".to_owned()), || Error::Unconfirmed("x".to_owned())] {
            let attempts = Cell::new(0);
            let failed: Result<(), Error> = retry(|| async {
                attempts.set(attempts.get() + 1);
                Err(error())
            })
            .await;
            assert!(failed.is_err());
            assert_eq!(attempts.get(), 1, "{failed:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn what_stays_contended_fails_within_eight_seconds() {
        let (started, attempts) = (tokio::time::Instant::now(), Cell::new(0));
        let failed: Result<(), Error> = retry(|| async {
            attempts.set(attempts.get() + 1);
            Err(Error::Contended)
        })
        .await;
        assert!(matches!(failed, Err(Error::Contended)), "{failed:?}");
        assert!(started.elapsed() <= BUDGET && attempts.get() > 10, "{attempts:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn an_attempt_passes_on_what_it_has_learned_and_an_error_teaches_nothing() {
        let attempts = Cell::new(0);
        let learned = retry_with_state(0, |known| {
            let attempt = attempts.replace(attempts.get() + 1);
            async move {
                match attempt {
                    0 => Ok(Attempt::Again(known + 5, unavailable())),
                    1 => Err(Error::Contended),
                    _ => Ok(Attempt::Done(known)),
                }
            }
        });
        assert_eq!(learned.await.unwrap(), 5);
    }
}
