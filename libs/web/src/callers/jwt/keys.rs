//! Where the keys of an identity provider come from, and how long they are kept. Many requests that need them at once
//! cause one fetch.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use clock::Clock;
use domain::Timestamp;
use fetch::{Fetcher, Limits, Policy};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde::Deserialize;

use super::key_set::{Found, KeySet};
use super::refusal::Refusal;
use super::settings::{JwtSettings, place};
use crate::ApiError;

/// So long keys are used without asking whether there are others.
const FRESH_MILLIS: i64 = 3_600_000;
/// So long they are used while the provider does not answer: a key that it has withdrawn must end some day.
const USABLE_MILLIS: i64 = 24 * 3_600_000;
/// A key that the set does not have is a reason to ask again, but not more often than this.
const AGAIN_MILLIS: i64 = 60_000;
/// A provider that has not answered is left alone for so long.
const FAILED_MILLIS: i64 = 10_000;
const LIMITS: Limits = Limits { max_bytes: 256 * 1024, total: Duration::from_secs(3), promptness: None };

#[derive(Debug)]
pub(super) struct Keys {
    settings: JwtSettings,
    fetcher: Fetcher,
    clock: Clock,
    kept: Mutex<Kept>,
    /// Whoever holds it fetches; the others wait and find what came.
    flight: tokio::sync::Mutex<()>,
}

#[derive(Debug, Clone, Default)]
struct Kept {
    set: Arc<KeySet>,
    /// When the set came.
    came: Option<Timestamp>,
    /// When it was last asked for, and whether it came then.
    asked: Option<(Timestamp, bool)>,
}

impl Kept {
    fn age(&self, now: Timestamp) -> Option<i64> {
        self.came.map(|came| now.millis_since(came))
    }

    fn may_ask(&self, now: Timestamp) -> bool {
        self.asked
            .is_none_or(|(at, came)| now.millis_since(at) >= if came { AGAIN_MILLIS } else { FAILED_MILLIS })
    }
}

impl Keys {
    pub(super) fn new(settings: JwtSettings, clock: Clock) -> Result<Self, fetch::Error> {
        let places = [Some(settings.first_address()), settings.jwks_url.clone()];
        let places: Vec<String> = places.iter().flatten().filter_map(|address| place(address)).collect();
        let fetcher = Fetcher::new(Policy::parse(places.iter().map(String::as_str))?)?;
        Ok(Self { settings, fetcher, clock, kept: Mutex::default(), flight: tokio::sync::Mutex::default() })
    }

    pub(super) async fn find(&self, id: Option<&str>, algorithm: Algorithm) -> Result<DecodingKey, ApiError> {
        let kept = self.kept();
        let found = kept.set.find(id, algorithm);
        let age = kept.age(self.clock.now());
        match (found, age) {
            (Found::Key(key), Some(age)) if age < FRESH_MILLIS => return Ok(*key),
            (Found::Key(key), Some(age)) if age < USABLE_MILLIS => {
                // One request asks for newer ones, and the others go on with what there is.
                let Ok(_flight) = self.flight.try_lock() else { return Ok(*key) };
                self.renew(FRESH_MILLIS).await;
            }
            _ => {
                let _flight = self.flight.lock().await;
                // Another may have renewed them meanwhile, so it is looked again whether they have the key.
                let renewed = self.kept();
                let has_it = matches!(renewed.set.find(id, algorithm), Found::Key(_));
                self.renew(if has_it { FRESH_MILLIS } else { 0 }).await;
            }
        }
        self.find_in_kept(id, algorithm)
    }

    fn find_in_kept(&self, id: Option<&str>, algorithm: Algorithm) -> Result<DecodingKey, ApiError> {
        let kept = self.kept();
        let is_usable = kept.age(self.clock.now()).is_some_and(|age| age < USABLE_MILLIS);
        match kept.set.find(id, algorithm) {
            _ if !is_usable => Err(ApiError::IdentityProviderUnavailable),
            Found::Key(key) => Ok(*key),
            // The set that could not be fetched may have it.
            Found::Unknown if kept.asked.is_some_and(|(_, came)| !came) => {
                Err(ApiError::IdentityProviderUnavailable)
            }
            Found::Unknown => Err(Refusal::UnknownKey.into()),
            Found::OtherAlgorithm => Err(Refusal::OtherAlgorithm.into()),
            Found::Ambiguous => Err(Refusal::NoKeyId.into()),
        }
    }

    /// Fetches the set, unless it is younger than that or was asked for just now. What goes wrong is logged.
    async fn renew(&self, if_older_than: i64) {
        let (kept, now) = (self.kept(), self.clock.now());
        if kept.age(now).is_some_and(|age| age < if_older_than) || !kept.may_ask(now) {
            return;
        }
        let fetched = self.fetch().await;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.asked = Some((now, fetched.is_ok()));
        match fetched {
            Ok(set) => (kept.set, kept.came) = (Arc::new(set), Some(now)),
            Err(error) => tracing::error!(
                issuer = self.settings.issuer,
                error,
                "the keys of the identity provider were not fetched"
            ),
        }
    }

    async fn fetch(&self) -> Result<KeySet, String> {
        let url = match &self.settings.jwks_url {
            Some(url) => url.clone(),
            None => self.discover().await?,
        };
        KeySet::parse(&self.get(&url).await?)
    }

    async fn discover(&self) -> Result<String, String> {
        #[derive(Deserialize)]
        struct Discovered {
            issuer: String,
            jwks_uri: String,
        }
        let body = self.get(&self.settings.first_address()).await?;
        let found: Discovered = serde_json::from_slice(&body).map_err(|error| error.to_string())?;
        if found.issuer != self.settings.issuer {
            return Err(format!("the discovery document is that of the issuer '{}'", found.issuer));
        }
        Ok(found.jwks_uri)
    }

    async fn get(&self, url: &str) -> Result<Vec<u8>, String> {
        let told = |error: fetch::Error| error.to_string();
        Ok(self.fetcher.open(url, LIMITS).await.map_err(told)?.bytes().await.map_err(told)?.into())
    }

    fn kept(&self) -> Kept {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
