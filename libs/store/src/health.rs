//! The health of routes and accounts, which all workers share. It is read often, so each process remembers it for a
//! moment. It is written seldom, and the last writer wins: at worst one observation is lost, and the next start makes it
//! again.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes};
use domain::Timestamp;
use domain::health::{Health, Observation};
use domain::timing::Pace;
use serde::{Deserialize, Serialize};

use crate::attribute::{from_item, text, to_item};
use crate::{Error, Store};

const REMEMBERED_MILLIS: i64 = 15_000;
/// The most items that DynamoDB returns for one batch read.
const NAMES_AT_ONCE: usize = 100;

/// Cheap to clone. Clones share what they remember.
#[derive(Debug, Clone)]
pub struct Healths {
    store: Store,
    remembered: Arc<Mutex<BTreeMap<String, (Timestamp, Health)>>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct HealthItem {
    route: String,
    #[serde(flatten)]
    health: Health,
    #[serde(with = "domain::time::as_text")]
    updated_at: Timestamp,
}

impl Healths {
    pub fn new(store: Store) -> Self {
        Self { store, remembered: Arc::default() }
    }

    /// One batch read for each 100 names that are not remembered. A name that was never written is healthy. A name
    /// that cannot be read is left out, and so counts as healthy, too: if it is not, the next start finds out.
    pub async fn read(
        &self,
        names: impl IntoIterator<Item = String>,
        now: Timestamp,
    ) -> BTreeMap<String, Health> {
        let (mut known, mut asked) = (BTreeMap::new(), BTreeSet::new());
        for name in names {
            match self.remembered(&name, now) {
                Some(health) => {
                    known.insert(name, health);
                }
                None => {
                    asked.insert(name);
                }
            }
        }
        let asked: Vec<String> = asked.into_iter().collect();
        for names in asked.chunks(NAMES_AT_ONCE) {
            match self.read_and_remember(names, now).await {
                Ok(healths) => known.extend(healths),
                Err(error) => tracing::warn!(%error, "the health of routes could not be read"),
            }
        }
        known
    }

    async fn read_and_remember(
        &self,
        names: &[String],
        now: Timestamp,
    ) -> Result<BTreeMap<String, Health>, Error> {
        let mut healths = self.store.healths(names).await?;
        for name in names {
            self.remember(name, healths.entry(name.clone()).or_default(), now);
        }
        Ok(healths)
    }

    /// Writes an observation down if it changes anything: one read and one write. If the route works and is remembered
    /// to work, nothing is called. Says whether this opened a breaker that was closed.
    pub async fn record(
        &self,
        name: &str,
        observation: Observation,
        pace: Pace,
        now: Timestamp,
    ) -> Result<bool, Error> {
        if self.remembered(name, now).is_some_and(|health| health.after(observation, pace, now).is_none()) {
            return Ok(false);
        }
        let before = self.store.health(name).await?;
        let Some(health) = before.after(observation, pace, now) else {
            self.remember(name, &before, now);
            return Ok(false);
        };
        self.store.put_health(name, &health, now).await?;
        self.remember(name, &health, now);
        Ok(health.is_open(now) && !before.is_open(now))
    }

    /// Writes down when a route's vendor ends its model, if that is news: one read, and one write at most.
    pub async fn record_end(&self, name: &str, end: Option<Timestamp>, now: Timestamp) -> Result<(), Error> {
        let mut health = self.store.health(name).await?;
        if health.ends_at != end {
            health.ends_at = end;
            self.store.put_health(name, &health, now).await?;
        }
        self.remember(name, &health, now);
        Ok(())
    }

    fn remembered(&self, name: &str, now: Timestamp) -> Option<Health> {
        let remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, health) = remembered.get(name)?;
        (0..REMEMBERED_MILLIS).contains(&now.millis_since(*since)).then(|| health.clone())
    }

    fn remember(&self, name: &str, health: &Health, now: Timestamp) {
        let mut remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        remembered.insert(name.to_owned(), (now, health.clone()));
    }
}

impl Store {
    async fn healths(&self, names: &[String]) -> Result<BTreeMap<String, Health>, Error> {
        let keys = names.iter().map(|name| health_key(name)).collect();
        let wanted = KeysAndAttributes::builder().set_keys(Some(keys)).build();
        let wanted = wanted.map_err(|error| Error::Bug(error.to_string()))?;
        let table = &self.tables.route_health;
        let answer = self.client.batch_get_item().request_items(table, wanted).send().await?;
        // What DynamoDB leaves out for want of capacity counts as healthy: if it is not, the next start finds out.
        let items = answer.responses.and_then(|mut tables| tables.remove(table)).unwrap_or_default();
        let items = items.into_iter().map(from_item::<HealthItem>);
        items.map(|item| item.map(|item| (item.route, item.health))).collect()
    }

    /// For whoever writes it back whole: what another process has just written is in it.
    async fn health(&self, name: &str) -> Result<Health, Error> {
        let get = self.client.get_item().table_name(&self.tables.route_health).consistent_read(true);
        let answer = get.set_key(Some(health_key(name))).send().await?;
        let item = answer.item.map(from_item::<HealthItem>).transpose()?;
        Ok(item.map(|item| item.health).unwrap_or_default())
    }

    async fn put_health(&self, name: &str, health: &Health, now: Timestamp) -> Result<(), Error> {
        let item = HealthItem { route: name.to_owned(), health: health.clone(), updated_at: now };
        let put = self.client.put_item().table_name(&self.tables.route_health);
        put.set_item(Some(to_item(&item)?)).send().await?;
        Ok(())
    }
}

fn health_key(name: &str) -> HashMap<String, AttributeValue> {
    HashMap::from([("route".to_owned(), text(name))])
}
