//! `GET /creative-hub/avatars` and `/creative-hub/voices`: what a client can pick. The vendors' own lists are kept for an
//! hour.

mod cache;
mod query;

use domain::catalog::{AvatarLook, Vendor};
use domain::near::must_be_one_of;
use domain::{Kind, Model, Timestamp};
use http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};
use vendors::{CallError, Page, Query, Voice};
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters, Reply, cursor};

use self::cache::Key;
pub use self::cache::PickCache;
use self::query::PickQuery;
use crate::App;

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
    let query = PickQuery::read(call)?;
    let models: Vec<&Model> = app.catalog.of_kind(Kind::Avatar).collect();
    let model = query.model(&models, "heygen")?;
    let by_id = model.avatar().is_some_and(|options| options.look == AvatarLook::AvatarId);
    let pick = Pick::new("avatars", model, query, app.clock.now())?;
    // A model that animates a picture has no avatars to pick.
    let Some(vendor) = vendor(model).filter(|_| by_id) else {
        return Ok(pick.show(Page::<Value>::default()));
    };
    let host = app.catalog.host(vendor).ok_or(ApiError::ProviderUnavailable)?;
    pick.show_kept(app, vendor, app.vendors.avatars(vendor, host, &pick.query)).await
}

async fn voices(app: &App, call: &Call<'_>) -> Handled {
    let query = PickQuery::read(call)?;
    let kinds = match query.purpose.as_deref() {
        None => &[Kind::Tts, Kind::Avatar][..],
        Some("tts") => &[Kind::Tts],
        Some("avatar") => &[Kind::Avatar],
        Some(asked) => return Err(ApiError::field("for", must_be_one_of(asked, &["tts", "avatar"]))),
    };
    let default = if kinds == [Kind::Avatar] { "heygen" } else { "openai_tts" };
    let models = kinds.iter().flat_map(|kind| app.catalog.of_kind(*kind));
    let speaking: Vec<&Model> = models.filter(|model| speaks(model)).collect();
    let model = query.model(&speaking, default)?;
    let pick = Pick::new("voices", model, query, app.clock.now())?;
    if let Some(known) = known_voices(model) {
        return Ok(pick.show(Page { items: matching(known, &pick.query), next: None }));
    }
    let Some(vendor) = vendor(model) else { return Ok(pick.show(Page::<Voice>::default())) };
    let host = app.catalog.host(vendor).ok_or(ApiError::ProviderUnavailable)?;
    pick.show_kept(app, vendor, app.vendors.voices(vendor, host, model.kind, &pick.query)).await
}

/// One page of one list.
struct Pick<'a> {
    list: &'static str,
    model: &'a Model,
    query: Query,
    now: Timestamp,
}

impl<'a> Pick<'a> {
    fn new(list: &'static str, model: &'a Model, query: PickQuery, now: Timestamp) -> Result<Self, ApiError> {
        let PickQuery { vendor_query, cursor, .. } = query;
        let mut pick = Pick { list, model, query: vendor_query, now };
        if let Some(cursor) = cursor {
            let wrong = "is not a cursor of this list with these parameters";
            let token = cursor::read(&cursor, &pick.scope());
            pick.query.cursor = Some(token.ok_or_else(|| ApiError::field("cursor", wrong))?);
        }
        Ok(pick)
    }

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
        page: impl Future<Output = Result<Page<T>, CallError>>,
    ) -> Handled {
        let now = self.now;
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
        let items = page.items.into_iter().filter_map(|item| {
            let mut item = json!(item);
            let object = item.as_object_mut()?;
            object.insert("provider".to_owned(), json!(self.model.id));
            if let Some(voice) = object.get("voice_id").and_then(Value::as_str) {
                let sunset = self.sunset(voice);
                if sunset.is_some_and(|sunset| sunset <= self.now) {
                    return None;
                }
                object.insert("sunset_at".to_owned(), json!(sunset.map(Timestamp::rfc3339)));
            }
            Some(item)
        });
        let next = page.next.map(|token| cursor::write(&self.scope(), &token));
        json!({self.list: items.collect::<Vec<_>>(), "next_cursor": next})
    }
}

impl Pick<'_> {
    /// From when on a voice is gone, where the catalog knows. Such a voice is no longer shown then.
    fn sunset(&self, voice: &str) -> Option<Timestamp> {
        self.model.speech()?.voice_sunsets.get(voice).copied()
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
        (Some(speech), _) => (&speech.voices, &None, true),
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

fn not_listed(vendor: Vendor, error: &CallError) -> ApiError {
    tracing::warn!(vendor = vendor.as_str(), %error, "a vendor's list could not be read");
    ApiError::ProviderUnavailable
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_that_only_takes_recordings_has_no_voices() {
        let catalog = domain::Catalog::shipped().unwrap();
        let speaking = catalog.of_kind(Kind::Avatar).filter(|model| speaks(model));
        let ids: Vec<&str> = speaking.map(|model| model.id.as_str()).collect();
        assert_eq!(ids, ["heygen", "kling_avatar"]);
    }
}
