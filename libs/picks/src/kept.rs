//! Answers that are kept in memory, each read by one reader for all who want it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::Timestamp;
use futures::FutureExt as _;
use futures::future::{BoxFuture, Shared};
use tokio::time::{Instant, timeout};

const MINUTE_MILLIS: i64 = 60 * 1000;
/// A reading that has not ended after so long has died with a sandbox that was frozen.
const LONGEST_READING_MILLIS: i64 = 60 * 1000;

/// Why there is no answer, for the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotRead(pub String);

/// How long answers are kept, and how many.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keeping {
    pub(crate) good_millis: i64,
    /// Answers that may soon be better.
    pub(crate) poor_millis: i64,
    /// So long nobody asks again who got no answer.
    pub(crate) failed_millis: i64,
    pub(crate) most: usize,
    pub(crate) reads_a_minute: usize,
}

type Outcome<T> = Result<Arc<T>, NotRead>;

struct Reading<T> {
    since: Timestamp,
    started: Instant,
    outcome: Shared<BoxFuture<'static, Outcome<T>>>,
}

impl<T> Clone for Reading<T> {
    fn clone(&self) -> Self {
        let Self { since, started, outcome } = self;
        Self { since: *since, started: *started, outcome: outcome.clone() }
    }
}

pub(crate) struct Kept<K, T> {
    keeping: Keeping,
    is_good: fn(&T) -> bool,
    readings: Mutex<BTreeMap<K, Reading<T>>>,
}

impl<K: Ord + Clone, T: Send + Sync + 'static> Kept<K, T> {
    pub(crate) fn new(keeping: Keeping, is_good: fn(&T) -> bool) -> Self {
        Self { keeping, is_good, readings: Mutex::default() }
    }

    /// What is kept, without reading anything.
    pub(crate) fn peek(&self, key: &K, now: Timestamp) -> Option<Arc<T>> {
        let readings = self.readings.lock().unwrap_or_else(PoisonError::into_inner);
        let reading = readings.get(key).filter(|reading| self.is_usable(reading, now))?;
        reading.outcome.peek()?.clone().ok()
    }

    /// What is kept, or what `read` brings. All who ask meanwhile wait for the same reading, and nobody longer than
    /// `patience` from its start. It goes on without them, so that the next one finds its outcome.
    pub(crate) async fn get(
        &self,
        key: K,
        now: Timestamp,
        patience: Duration,
        read: impl Future<Output = Result<T, NotRead>> + Send + 'static,
    ) -> Outcome<T> {
        let reading = self.reading(key, now, read)?;
        let left = patience.saturating_sub(reading.started.elapsed());
        let too_slow = |_| Err(NotRead("the answer takes too long".to_owned()));
        timeout(left, reading.outcome).await.unwrap_or_else(too_slow)
    }

    /// The reading that is kept or under way, or a new one.
    fn reading(
        &self,
        key: K,
        now: Timestamp,
        read: impl Future<Output = Result<T, NotRead>> + Send + 'static,
    ) -> Result<Reading<T>, NotRead> {
        let mut readings = self.readings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reading) = readings.get(&key).filter(|reading| self.is_usable(reading, now)) {
            return Ok(reading.clone());
        }
        let is_recent = |reading: &&Reading<T>| (0..MINUTE_MILLIS).contains(&now.millis_since(reading.since));
        if readings.values().filter(is_recent).count() >= self.keeping.reads_a_minute {
            return Err(NotRead("too much was read within a minute".to_owned()));
        }
        if readings.len() >= self.keeping.most {
            let oldest = readings.iter().min_by_key(|(_, reading)| reading.since).map(|(key, _)| key.clone());
            oldest.map(|oldest| readings.remove(&oldest));
        }
        let task = tokio::spawn(read).map(|ended| match ended {
            Ok(read) => read.map(Arc::new),
            Err(panic) => Err(NotRead(panic.to_string())),
        });
        let outcome = task.boxed().shared();
        // What is shared ends only where somebody waits for it.
        tokio::spawn(outcome.clone());
        let reading = Reading { since: now, started: Instant::now(), outcome };
        readings.insert(key, reading.clone());
        Ok(reading)
    }

    fn is_usable(&self, reading: &Reading<T>, now: Timestamp) -> bool {
        let millis = match reading.outcome.peek() {
            None => LONGEST_READING_MILLIS,
            Some(Ok(found)) if (self.is_good)(found) => self.keeping.good_millis,
            Some(Ok(_)) => self.keeping.poor_millis,
            Some(Err(_)) => self.keeping.failed_millis,
        };
        (0..millis).contains(&now.millis_since(reading.since))
    }
}

impl<K, T> fmt::Debug for Kept<K, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kept").field("keeping", &self.keeping).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures::future::join_all;

    use super::*;

    const KEEPING: Keeping =
        Keeping { good_millis: 1000, poor_millis: 100, failed_millis: 10, most: 2, reads_a_minute: 5 };
    const LONG: Duration = Duration::from_secs(5);

    /// Keeps numbers; those above 9 are good.
    struct World {
        kept: Kept<&'static str, usize>,
        reads: Arc<AtomicUsize>,
    }

    impl World {
        fn new() -> Self {
            Self { kept: Kept::new(KEEPING, |number| *number > 9), reads: Arc::default() }
        }

        async fn get(&self, key: &'static str, millis: i64, number: Option<usize>) -> Option<usize> {
            let reads = Arc::clone(&self.reads);
            let read = async move {
                reads.fetch_add(1, Ordering::SeqCst);
                tokio::task::yield_now().await;
                number.ok_or_else(|| NotRead("no".to_owned()))
            };
            self.kept.get(key, Timestamp::from_millis(millis), LONG, read).await.ok().map(|number| *number)
        }

        fn reads(&self) -> usize {
            self.reads.load(Ordering::SeqCst)
        }
    }

    #[tokio::test]
    async fn many_first_readers_make_one_reading() {
        let world = World::new();
        let all = join_all((0..20).map(|_| world.get("a", 0, Some(10)))).await;
        assert_eq!((all, world.reads()), (vec![Some(10); 20], 1));
        let failed = join_all((0..20).map(|_| world.get("b", 0, None))).await;
        assert_eq!((failed, world.reads()), (vec![None; 20], 2), "a failure is shared as well");
    }

    #[tokio::test]
    async fn an_answer_is_kept_as_long_as_it_is_worth() {
        for (number, kept_millis) in [(Some(10), 1000), (Some(1), 100), (None, 10)] {
            let world = World::new();
            world.get("a", 0, number).await;
            assert_eq!(world.get("a", kept_millis - 1, Some(99)).await, number);
            assert_eq!(world.get("a", kept_millis, Some(99)).await, Some(99), "{number:?}");
            assert_eq!(world.reads(), 2);
        }
    }

    #[tokio::test]
    async fn there_is_room_for_so_many_and_the_oldest_goes() {
        let world = World::new();
        for (key, millis) in [("a", 0), ("b", 1), ("c", 2)] {
            world.get(key, millis, Some(10)).await;
        }
        let now = Timestamp::from_millis(3);
        let kept = ["a", "b", "c"].map(|key| world.kept.peek(&key, now).is_some());
        assert_eq!(kept, [false, true, true]);
    }

    #[tokio::test]
    async fn no_more_than_so_many_are_read_in_a_minute() {
        let keeping = Keeping { most: 10, ..KEEPING };
        let world = World { kept: Kept::new(keeping, |_| true), reads: Arc::default() };
        for key in ["a", "b", "c", "d", "e"] {
            assert_eq!(world.get(key, 0, Some(1)).await, Some(1));
        }
        assert_eq!(world.get("f", 59_999, Some(1)).await, None);
        assert_eq!(world.get("f", 60_000, Some(1)).await, Some(1));
    }

    #[tokio::test(start_paused = true)]
    async fn who_does_not_wait_leaves_the_reading_to_the_next_one() {
        let world = World::new();
        let now = Timestamp::from_millis(0);
        let read = |number| async move {
            tokio::time::sleep(Duration::from_secs(10)).await;
            Ok(number)
        };
        let patience = Duration::from_secs(2);
        let began = Instant::now();
        assert!(world.kept.get("a", now, patience, read(10)).await.is_err());
        assert!(world.kept.get("a", now, patience, read(11)).await.is_err());
        assert_eq!(began.elapsed(), patience, "the second did not wait: its patience had passed");
        tokio::time::sleep(Duration::from_secs(9)).await;
        assert!(world.kept.peek(&"a", now).is_some(), "it came to its end although nobody waited");
        assert_eq!(world.kept.get("a", now, patience, read(12)).await.map(|number| *number), Ok(10));
    }
}
