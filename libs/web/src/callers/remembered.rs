//! What was looked up is remembered for a minute at most, so that what is taken back stops working within that time.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use domain::Timestamp;

const KEPT_MILLIS: i64 = 60_000;
/// Bounds the memory: a full cache is emptied.
const MAX_KEPT: usize = 10_000;

#[derive(Debug)]
pub(super) struct Remembered<K, V>(Mutex<HashMap<K, (V, Timestamp)>>);

impl<K, V> Default for Remembered<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, V: Clone> Remembered<K, V> {
    pub(super) fn get(&self, key: &K, now: Timestamp) -> Option<V> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (value, since) = kept.get(key)?;
        (now.millis_since(*since) < KEPT_MILLIS).then(|| value.clone())
    }

    /// What is remembered, or else what is read. That there is nothing is not remembered.
    pub(super) async fn or_read<E>(
        &self,
        key: K,
        now: Timestamp,
        read: impl Future<Output = Result<Option<V>, E>>,
    ) -> Result<Option<V>, E> {
        if let Some(value) = self.get(&key, now) {
            return Ok(Some(value));
        }
        let found = read.await?;
        if let Some(value) = &found {
            self.put(key, value.clone(), now);
        }
        Ok(found)
    }

    pub(super) fn put(&self, key: K, value: V, now: Timestamp) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MAX_KEPT {
            kept.clear();
        }
        kept.insert(key, (value, now));
    }
}

/// The hours in which the use of a key was noted.
#[derive(Debug, Default)]
pub(super) struct NotedHours(Mutex<HashMap<String, Timestamp>>);

impl NotedHours {
    /// Whether it is the first time that this hour is named for this hash.
    pub(super) fn is_first(&self, hash: &str, hour: Timestamp) -> bool {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.get(hash).is_some_and(|before| *before >= hour) {
            return false;
        }
        if noted.len() >= MAX_KEPT {
            noted.clear();
        }
        noted.insert(hash.to_owned(), hour);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(0);

    #[test]
    fn nothing_is_remembered_for_longer_than_a_minute() {
        let remembered = Remembered::default();
        assert_eq!(remembered.get(&"a", NOW), None);
        remembered.put("a", 1, NOW);
        assert_eq!(remembered.get(&"a", NOW.plus_millis(KEPT_MILLIS - 1)), Some(1));
        assert_eq!(remembered.get(&"a", NOW.plus_millis(KEPT_MILLIS)), None);
    }

    #[test]
    fn memory_is_bounded() {
        let remembered = Remembered::default();
        for key in 0..=MAX_KEPT {
            remembered.put(key, (), NOW);
        }
        assert_eq!((remembered.get(&0, NOW), remembered.get(&MAX_KEPT, NOW)), (None, Some(())));
    }

    #[test]
    fn an_hour_is_noted_once() {
        let noted = NotedHours::default();
        let later = NOW.plus_seconds(3600);
        for (hash, hour, is_first) in
            [("a", NOW, true), ("a", NOW, false), ("b", NOW, true), ("a", later, true), ("a", NOW, false)]
        {
            assert_eq!(noted.is_first(hash, hour), is_first, "{hash} {hour}");
        }
    }
}
