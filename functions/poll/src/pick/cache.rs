//! Pages of the vendors' lists, kept for an hour.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::{Kind, Timestamp};
use serde_json::Value;
use vendors::Query;

const KEPT_MILLIS: i64 = 60 * 60 * 1000;
/// A page more than these replaces the oldest.
const MAX_PAGES: usize = 256;

/// The pages that are kept. Cheap to clone; clones share them.
#[derive(Debug, Clone, Default)]
pub struct PickCache(Arc<Mutex<BTreeMap<Key, (Timestamp, Value)>>>);

/// Which page it is: the name of the list, the kind and id of the model, and the query.
pub(super) type Key = (&'static str, Kind, String, Query);

impl PickCache {
    pub(super) fn kept(&self, key: &Key, now: Timestamp) -> Option<Value> {
        let pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, page) = pages.get(key)?;
        (0..KEPT_MILLIS).contains(&now.millis_since(*since)).then(|| page.clone())
    }

    pub(super) fn keep(&self, key: Key, page: Value, now: Timestamp) {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pages.len() >= MAX_PAGES {
            let oldest = pages.iter().min_by_key(|(_, (since, _))| *since).map(|(key, _)| key.clone());
            oldest.map(|oldest| pages.remove(&oldest));
        }
        pages.insert(key, (now, page));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    fn key(words: &str) -> Key {
        let query = Query { words: Some(words.to_owned()), ..Query::default() };
        ("voices", Kind::Tts, "elevenlabs".to_owned(), query)
    }

    #[test]
    fn a_page_is_kept_for_an_hour_and_for_its_own_query() {
        let cache = PickCache::default();
        cache.keep(key("warm"), json!(1), at(0));
        assert_eq!(cache.kept(&key("warm"), at(KEPT_MILLIS - 1)), Some(json!(1)));
        assert_eq!(cache.kept(&key("warm"), at(KEPT_MILLIS)), None);
        assert_eq!(cache.kept(&key("cold"), at(0)), None);
    }

    #[test]
    fn a_full_cache_drops_its_oldest_page() {
        let cache = PickCache::default();
        for page in 0..=MAX_PAGES {
            let millis = i64::try_from(page).unwrap();
            cache.keep(key(&page.to_string()), json!(page), at(millis));
        }
        assert_eq!(cache.kept(&key("0"), at(300)), None);
        assert_eq!(cache.kept(&key("1"), at(300)), Some(json!(1)));
        assert_eq!(cache.0.lock().unwrap().len(), MAX_PAGES);
    }
}
