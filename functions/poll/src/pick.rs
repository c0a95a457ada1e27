//! `GET /creative-hub/avatars` and `/creative-hub/voices`: what a client can pick. The vendors' own lists are kept for an
//! hour.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::catalog::{AvatarLook, Vendor};
use domain::{Kind, Model, Timestamp};
use http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};
use vendors::{Page, Query, Unseen, Voice};
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters, Reply, cursor};

use crate::App;

const KEPT_MILLIS: i64 = 60 * 60 * 1000;
/// A page more than these replaces the oldest.
const MAX_PAGES: usize = 256;

/// Pages of the vendors' lists. Cheap to clone; clones share.
#[derive(Debug, Clone, Default)]
pub struct PickCache(Arc<Mutex<BTreeMap<Key, (Timestamp, Value)>>>);

/// Which page it is: the name of the list, the kind and id of the model, and the query.
type Key = (&'static str, Kind, String, Query);

impl PickCache {
    fn kept(&self, key: &Key, now: Timestamp) -> Option<Value> {
        let pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, page) = pages.get(key)?;
        (0..KEPT_MILLIS).contains(&now.millis_since(*since)).then(|| page.clone())
    }

    fn keep(&self, key: Key, page: Value, now: Timestamp) {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pages.len() >= MAX_PAGES {
            let oldest = pages.iter().min_by_key(|(_, (since, _))| *since).map(|(key, _)| key.clone());
            oldest.map(|oldest| pages.remove(&oldest));
        }
        pages.insert(key, (now, page));
    }
}

pub(crate) const AVATARS: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/avatars",
    access: Access::Member,
    parameters: Parameters::List(&["provider", "q", "cursor"]),
    handler: |app, call| Box::pin(avatars(app, call)),
};
pub(crate) const VOICES: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/voices",
    access: Access::Member,
    parameters: Parameters::List(&["provider", "for", "language", "q", "cursor"]),
    handler: |app, call| Box::pin(voices(app, call)),
};

async fn avatars(app: &App, call: &Call<'_>) -> Handled {
    let asked = Asked::read(call)?;
    let models: Vec<&Model> = app.catalog.of_kind(Kind::Avatar).collect();
    let model = asked.model(&models, "heygen")?;
    let by_id = model.avatar().is_some_and(|options| options.look == AvatarLook::AvatarId);
    let pick = asked.pick("avatars", model)?;
    // A model that animates a picture has no avatars to pick.
    let Some(vendor) = vendor(model).filter(|_| by_id) else {
        return Ok(pick.show(Page::<Value>::default()));
    };
    let host = app.catalog.host(vendor).ok_or(ApiError::ProviderUnavailable)?;
    pick.show_kept(app, vendor, app.vendors.avatars(vendor, host, &pick.query)).await
}

async fn voices(app: &App, call: &Call<'_>) -> Handled {
    let asked = Asked::read(call)?;
    let kinds = match asked.purpose.as_deref() {
        None => &[Kind::Tts, Kind::Avatar][..],
        Some("tts") => &[Kind::Tts],
        Some("avatar") => &[Kind::Avatar],
        Some(_) => return Err(ApiError::field("for", "must be one of: tts, avatar")),
    };
    let default = if kinds == [Kind::Avatar] { "heygen" } else { "openai_tts" };
    let models = kinds.iter().flat_map(|kind| app.catalog.of_kind(*kind));
    let speaking: Vec<&Model> = models.filter(|model| speaks(model)).collect();
    let model = asked.model(&speaking, default)?;
    let pick = asked.pick("voices", model)?;
    if let Some(known) = known_voices(model) {
        return Ok(pick.show(Page { items: matching(known, &pick.query), next: None }));
    }
    let Some(vendor) = vendor(model) else { return Ok(pick.show(Page::<Voice>::default())) };
    let host = app.catalog.host(vendor).ok_or(ApiError::ProviderUnavailable)?;
    pick.show_kept(app, vendor, app.vendors.voices(vendor, host, model.kind, &pick.query)).await
}

/// The query of either list. A parameter that a list does not have is absent.
struct Asked {
    provider: Option<String>,
    purpose: Option<String>,
    query: Query,
    cursor: Option<String>,
}

const MAX_BYTES: usize = 256;
/// Longer, because a vendor's own token is part of it.
const MAX_CURSOR_BYTES: usize = 4096;

impl Asked {
    fn read(call: &Call<'_>) -> Result<Self, ApiError> {
        let mut query = call.query();
        let mut text = |name, most| {
            let fits = |text: &str| (1..=most).contains(&text.len()).then(|| text.to_owned());
            query.read(name, fits, &format!("must be 1 to {most} bytes long"))
        };
        let asked = Self {
            provider: text("provider", MAX_BYTES),
            purpose: text("for", MAX_BYTES),
            query: Query {
                language: text("language", MAX_BYTES),
                words: text("q", MAX_BYTES),
                ..Query::default()
            },
            cursor: text("cursor", MAX_CURSOR_BYTES),
        };
        query.finish()?;
        Ok(asked)
    }

    /// The model that the client names. Where two have that id, the first of them.
    fn model<'a>(&self, models: &[&'a Model], default: &str) -> Result<&'a Model, ApiError> {
        let wanted = self.provider.as_deref().unwrap_or(default);
        models.iter().copied().find(|model| model.id == wanted).ok_or_else(|| {
            let mut names = Vec::new();
            for model in models {
                if !names.contains(&model.id.as_str()) {
                    names.push(&model.id);
                }
            }
            ApiError::field("provider", format!("must be one of: {}", names.join(", ")))
        })
    }

    /// The page that the client asks for.
    fn pick<'a>(self, list: &'static str, model: &'a Model) -> Result<Pick<'a>, ApiError> {
        let Self { query, cursor, .. } = self;
        let mut pick = Pick { list, model, query };
        if let Some(cursor) = cursor {
            let token = cursor::read(&cursor, &pick.scope());
            let no_cursor =
                || ApiError::field("cursor", "is not a cursor of this list with these parameters");
            pick.query.cursor = Some(token.ok_or_else(no_cursor)?);
        }
        Ok(pick)
    }
}

/// One page of one list.
struct Pick<'a> {
    list: &'static str,
    model: &'a Model,
    query: Query,
}

impl Pick<'_> {
    /// What a cursor is bound to.
    fn scope(&self) -> impl Serialize {
        let Query { words, language, .. } = &self.query;
        (self.list, self.model.kind, &self.model.id, words, language)
    }

    fn show<T: Serialize>(&self, page: Page<T>) -> Reply {
        web::json(StatusCode::OK, &self.view(page))
    }

    /// Shows the page that was kept, or asks the vendor for it.
    async fn show_kept<T: Serialize>(
        &self,
        app: &App,
        vendor: Vendor,
        page: impl Future<Output = Result<Page<T>, Unseen>>,
    ) -> Handled {
        let now = app.clock.now();
        let key: Key = (self.list, self.model.kind, self.model.id.clone(), self.query.clone());
        if let Some(kept) = app.picks.kept(&key, now) {
            return Ok(web::json(StatusCode::OK, &kept));
        }
        let page = page.await.map_err(|error| not_listed(vendor, &error))?;
        let view = self.view(page);
        app.picks.keep(key, view.clone(), now);
        Ok(web::json(StatusCode::OK, &view))
    }

    fn view<T: Serialize>(&self, page: Page<T>) -> Value {
        let items = page.items.into_iter().map(|item| {
            let mut item = json!(item);
            if let Some(item) = item.as_object_mut() {
                item.insert("provider".to_owned(), json!(self.model.id));
            }
            item
        });
        let next = page.next.map(|token| cursor::write(&self.scope(), &token));
        json!({self.list: items.collect::<Vec<_>>(), "next_cursor": next})
    }
}

/// Whether a model has voices: one that only takes recordings has none.
fn speaks(model: &Model) -> bool {
    model.avatar().is_none_or(|options| options.script_max_characters.is_some())
}

fn vendor(model: &Model) -> Option<Vendor> {
    model.routes.first().map(|route| route.vendor)
}

/// The voices that the catalog has. `None`: only the vendor knows them.
fn known_voices(model: &Model) -> Option<Vec<Voice>> {
    let (voices, default, from_vendor) = match (model.speech(), model.avatar()) {
        (Some(speech), _) => (&speech.voices, &speech.default_voice, true),
        (_, Some(avatar)) => (&avatar.voices, &avatar.default_voice, avatar.look == AvatarLook::AvatarId),
        _ => return None,
    };
    if voices.is_empty() && from_vendor {
        return None;
    }
    let ids = if voices.is_empty() { default.iter().collect() } else { voices.iter().collect::<Vec<_>>() };
    let voice = |id: &String| Voice {
        voice_id: id.clone(),
        name: id.clone(),
        language: None,
        gender: None,
        preview_url: None,
    };
    Some(ids.into_iter().map(voice).collect())
}

fn matching(voices: Vec<Voice>, query: &Query) -> Vec<Voice> {
    let words = query.words.as_deref().unwrap_or_default().to_lowercase();
    voices.into_iter().filter(|voice| voice.name.to_lowercase().contains(&words)).collect()
}

fn not_listed(vendor: Vendor, error: &Unseen) -> ApiError {
    tracing::warn!(vendor = vendor.as_str(), %error, "a vendor's list could not be read");
    ApiError::ProviderUnavailable
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn a_model_that_only_takes_recordings_has_no_voices() {
        let catalog = domain::Catalog::shipped().unwrap();
        let speaking = catalog.of_kind(Kind::Avatar).filter(|model| speaks(model));
        let ids: Vec<&str> = speaking.map(|model| model.id.as_str()).collect();
        assert_eq!(ids, ["heygen", "kling_avatar"]);
    }
}
