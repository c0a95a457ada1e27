//! `GET /creative-hub/avatars` and `/creative-hub/voices`: what a client can pick. The vendors' whole lists are kept in
//! memory; what a client searches for, and where its page begins, is found in them.

mod query;
pub(crate) mod view;
mod window;

use domain::catalog::{AvatarLook, Vendor};
use domain::{Catalog, Kind, Model, Rfc3339, Timestamp, TokenScope};
use http::StatusCode;
use picks::{At, Item, List, NotRead};
use serde::Serialize;
use vendors::{Avatar, Voice};
use web::parameter::CURSOR_WITH_PARAMETERS;
use web::{Access, ApiError, Call, Endpoint, Handled, Listed, Listing, Parameters, Reply, cursor};

use self::query::{AVATAR_PROVIDER, FOR, LANGUAGE, PickQuery, Purpose, VOICE_PROVIDER, WORDS};
use self::view::{AvatarView, Picks, VoiceView};
use self::window::{Place, Window};
use crate::App;

pub(crate) const AVATARS: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/avatars",
    access: Access::MemberOrToken(TokenScope::CatalogRead),
    parameters: Parameters::List(&[&AVATAR_PROVIDER, &WORDS, &CURSOR_WITH_PARAMETERS]),
    handler: |app, call| Box::pin(avatars(app, call)),
};
pub(crate) const VOICES: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/voices",
    access: Access::MemberOrToken(TokenScope::CatalogRead),
    parameters: Parameters::List(&[&VOICE_PROVIDER, &FOR, &LANGUAGE, &WORDS, &CURSOR_WITH_PARAMETERS]),
    handler: |app, call| Box::pin(voices(app, call)),
};

async fn avatars(app: &App, call: &Call<'_>) -> Handled {
    let query = PickQuery::of_avatars(call)?;
    let models: Vec<&Model> = app.catalog.of_kind(Kind::Avatar).collect();
    let model = query.model(&models, "heygen")?;
    let by_id = model.avatar().is_some_and(|options| options.look == AvatarLook::AvatarId);
    let pick = Pick::new("avatars", model, query, app.clock.now())?;
    // A model that animates a picture has no avatars to pick.
    let Some(vendor) = vendor(model).filter(|_| by_id) else {
        return Ok(pick.show::<Avatar>(&all(Vec::new())));
    };
    let host = app.catalog.host(vendor).ok_or(ApiError::ProviderUnavailable)?;
    let list = app.picks.list::<Avatar>(At { vendor, host, kind: Kind::Avatar }).await;
    Ok(pick.show(&*list.map_err(|error| not_listed(vendor, &error))?))
}

async fn voices(app: &App, call: &Call<'_>) -> Handled {
    let query = PickQuery::of_voices(call)?;
    let (kinds, default) = match query.purpose {
        None => (SPEAKING, "openai_tts"),
        Some(Purpose::Speech) => (&[Kind::Tts][..], "openai_tts"),
        Some(Purpose::Avatar) => (&[Kind::Avatar][..], "heygen"),
    };
    let speaking: Vec<&Model> = speaking(&app.catalog, kinds).collect();
    let model = query.model(&speaking, default)?;
    let pick = Pick::new("voices", model, query, app.clock.now())?;
    if let Some(known) = known_voices(model) {
        return Ok(pick.show(&all(known)));
    }
    let Some(vendor) = vendor(model) else { return Ok(pick.show::<Voice>(&all(Vec::new()))) };
    let host = app.catalog.host(vendor).ok_or(ApiError::ProviderUnavailable)?;
    let list = app.picks.list::<Voice>(At { vendor, host, kind: model.kind }).await;
    Ok(pick.show(&*list.map_err(|error| not_listed(vendor, &error))?))
}

const SPEAKING: &[Kind] = &[Kind::Tts, Kind::Avatar];

/// The models of these kinds that have voices.
fn speaking<'a>(catalog: &'a Catalog, kinds: &'a [Kind]) -> impl Iterator<Item = &'a Model> {
    kinds.iter().flat_map(|kind| catalog.of_kind(*kind)).filter(|model| speaks(model))
}

const fn all<T>(items: Vec<T>) -> List<T> {
    List { items, complete: true }
}

/// One page of one list.
struct Pick<'a> {
    list: &'static str,
    model: &'a Model,
    query: PickQuery,
    place: Option<Place>,
    now: Timestamp,
}

impl<'a> Pick<'a> {
    fn new(list: &'static str, model: &'a Model, query: PickQuery, now: Timestamp) -> Result<Self, ApiError> {
        let mut pick = Pick { list, model, query, place: None, now };
        if let Some(cursor) = &pick.query.cursor {
            let wrong = || ApiError::field("cursor", CURSOR_WITH_PARAMETERS.complaint(cursor));
            let place = cursor::read(cursor, &pick.scope()).ok_or_else(wrong)?;
            pick.place = Some(place);
        }
        Ok(pick)
    }

    /// What a cursor is bound to.
    fn scope(&self) -> impl Serialize {
        let search = &self.query.search;
        (self.list, self.model.kind, &self.model.id, &search.words, &search.language)
    }

    fn show<T: Pickable>(&self, list: &List<T>) -> Reply {
        let found = list.items.iter().filter(|item| self.is_shown(*item) && self.query.search.finds(*item));
        let Window { items, next } = Window::new(found.collect(), self.place.as_ref());
        let items = items.into_iter().map(|item| item.shown_of(self)).collect();
        let next_cursor = next.map(|place| cursor::write(&self.scope(), &place));
        let page = Listing { items, next_cursor };
        web::json(StatusCode::OK, &Picks { page, complete: list.complete })
    }

    /// Neither what is not ready nor a voice that has ended can be picked.
    fn is_shown<T: Item>(&self, item: &T) -> bool {
        item.is_ready() && self.sunset(item.id()).is_none_or(|sunset| sunset > self.now)
    }
}

/// How an item is shown.
trait Pickable: Item {
    type Shown: Listed;

    fn shown_of(&self, pick: &Pick<'_>) -> Self::Shown;
}

impl Pickable for Voice {
    type Shown = VoiceView;

    fn shown_of(&self, pick: &Pick<'_>) -> VoiceView {
        let sunset_at = pick.sunset(&self.voice_id).map(Rfc3339);
        VoiceView { voice: self.clone(), provider: pick.model.id.clone(), sunset_at }
    }
}

impl Pickable for Avatar {
    type Shown = AvatarView;

    fn shown_of(&self, pick: &Pick<'_>) -> AvatarView {
        AvatarView { avatar: self.clone(), provider: pick.model.id.clone() }
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
        languages: Vec::new(),
        labels: Vec::new(),
        gender: None,
        preview_url: None,
        is_ready: true,
    };
    Some(ids.into_iter().map(voice).collect())
}

fn not_listed(vendor: Vendor, NotRead(why): &NotRead) -> ApiError {
    tracing::warn!(vendor = vendor.as_str(), why, "a vendor's list could not be read");
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
