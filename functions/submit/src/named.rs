//! Whether the avatar and the voice that a request names are there. They are asked for before money moves; where the vendor
//! does not say, the worker finds out (decision 35).

use domain::catalog::{Catalog, Route};
use domain::near::near;
use domain::request::{AvatarRequest, Request, SpeechRequest};
use domain::sentence::{and, then};
use domain::{FieldError, Kind, Model};
use picks::{At, PATIENCE_OF_A_SUBMIT, Pick, Picks, Standing};
use tokio::time::Instant;
use vendors::{Avatar, Voice};

use crate::App;

/// What is wrong with the ids that a request names. No AWS call; at most one call to the vendor for each id, and none for
/// what is kept in memory. A client waits [`PATIENCE_OF_A_SUBMIT`] for all of it.
pub(crate) async fn mistakes(app: &App, request: &Request) -> Vec<FieldError> {
    mistakes_by(Instant::now() + PATIENCE_OF_A_SUBMIT, &app.picks, &app.catalog, request).await
}

async fn mistakes_by(until: Instant, picks: &Picks, catalog: &Catalog, request: &Request) -> Vec<FieldError> {
    let Some(asked) = Asked::new(until, picks, catalog, request.kind(), request.model()) else {
        return Vec::new();
    };
    match request {
        Request::Avatar(avatar) => of_avatar(&asked, avatar).await,
        Request::Tts(speech) => of_speech(&asked, speech).await.into_iter().collect(),
        Request::Image(_) | Request::Video(_) | Request::Composite(_) => Vec::new(),
    }
}

/// A model at the vendor that is asked.
struct Asked<'a> {
    until: Instant,
    picks: &'a Picks,
    catalog: &'a Catalog,
    model: &'a Model,
    at: At<'a>,
}

impl<'a> Asked<'a> {
    fn new(until: Instant, picks: &'a Picks, catalog: &'a Catalog, kind: Kind, model: &str) -> Option<Self> {
        let model = catalog.model(kind, model)?;
        let vendor = model.routes.first()?.vendor;
        let at = At { vendor, host: catalog.host(vendor)?, kind };
        Some(Self { until, picks, catalog, model, at })
    }

    /// What the vendor has under this id, if it says so in time.
    async fn find<T: Pick>(&self, id: &str) -> Result<Option<T>, FieldError> {
        match self.picks.standing::<T>(self.at, id, self.until).await {
            Standing::Known(found) if found.is_ready() => Ok(Some(found)),
            Standing::Known(_) => Err(self.not_ready(T::WORD, id)),
            Standing::Unknown => {
                let meant = self.picks.meant::<T>(self.at, id, self.until).await;
                let meant = meant.map(|meant| called(meant.id(), meant.name()));
                Err(self.unknown(T::WORD, id, meant.or_else(|| self.voice_of_another(id))))
            }
            Standing::Untold => Ok(None),
        }
    }

    /// Nearly a voice of a model whose voices are in the catalog.
    fn voice_of_another(&self, id: &str) -> Option<String> {
        self.catalog.of_kind(self.model.kind).find_map(|model| {
            let voices: Vec<&str> = model.speech()?.voices.iter().map(String::as_str).collect();
            Some(format!("{} of {}", near(id, &voices)?, model.id))
        })
    }

    fn unknown(&self, what: &str, id: &str, meant: Option<String>) -> FieldError {
        let (a, list) = (article(what), self.list(what));
        let message = format!("'{id}' is not {a} {what} of {}. GET {list} lists them.", self.model.id);
        let meant = meant.map(|meant| then(&message, &format!("Did you mean {meant}?")));
        FieldError::new(&format!("{what}_id"), meant.unwrap_or(message))
    }

    fn not_ready(&self, what: &str, id: &str) -> FieldError {
        let (a, list) = (article(what), self.list(what));
        let message = format!(
            "'{id}' is {a} {what} of {} that is not ready. GET {list} lists those that are.",
            self.model.id
        );
        FieldError::new(&format!("{what}_id"), message)
    }

    fn list(&self, what: &str) -> String {
        let purpose = if what == "voice" && self.model.kind == Kind::Avatar { "&for=avatar" } else { "" };
        format!("/creative-hub/{what}s?provider={}{purpose}", self.model.id)
    }
}

async fn of_avatar(asked: &Asked<'_>, request: &AvatarRequest) -> Vec<FieldError> {
    // A model that animates a picture has voices of the catalog's.
    let Some(id) = request.avatar_id.as_deref() else { return Vec::new() };
    let voice = async {
        match &request.voice_id {
            Some(voice) => asked.find::<Voice>(voice).await.err(),
            None => None,
        }
    };
    let (avatar, voice) = tokio::join!(asked.find::<Avatar>(id), voice);
    let avatar = match avatar {
        Ok(found) => found.and_then(|avatar| voiceless(request, &avatar)),
        Err(mistake) => Some(mistake),
    };
    avatar.into_iter().chain(voice).collect()
}

/// The vendor makes no speech where neither the request nor the avatar has a voice.
fn voiceless(request: &AvatarRequest, avatar: &Avatar) -> Option<FieldError> {
    let lacks_voice = request.voice_id.is_none() && avatar.default_voice_id.is_none();
    (request.script.is_some() && lacks_voice).then(|| {
        let id = &avatar.avatar_id;
        let message = format!(
            "is required with a script, since the avatar '{id}' has no voice of its own. GET \
             /creative-hub/voices?provider={}&for=avatar lists the voices.",
            request.provider
        );
        FieldError::new("voice_id", message)
    })
}

async fn of_speech(asked: &Asked<'_>, request: &SpeechRequest) -> Option<FieldError> {
    let options = asked.model.speech()?;
    let voice = &request.voice_id;
    // The catalog's own voices are no client's mistake, and another route may have voices that its first one lacks.
    let knows = |route: &Route| route.voices.contains_key(voice);
    let is_ours = options.voices.contains(voice) || options.default_voices.contains(voice);
    if is_ours || asked.model.routes.iter().any(knows) {
        return None;
    }
    asked.find::<Voice>(voice).await.err()
}

fn called(id: &str, name: &str) -> String {
    if id == name { id.to_owned() } else { format!("{id} ({name})") }
}

fn article(what: &str) -> &'static str {
    if what == "avatar" { "an" } else { "a" }
}

/// Where no provider was named, a voice may be meant that a model has whose voices are in the catalog.
pub(crate) fn tell_other_voices(
    app: &App,
    kind: Kind,
    taken: &str,
    mistakes: Vec<FieldError>,
) -> Vec<FieldError> {
    if kind != Kind::Tts {
        return mistakes;
    }
    let others = app.catalog.of_kind(kind).filter(|model| model.id != taken);
    let others = others.filter_map(|model| {
        let voices = &model.speech()?.voices;
        (!voices.is_empty()).then(|| format!("{} has {}.", model.id, and(voices)))
    });
    let others: Vec<String> = others.collect();
    let tell = |mistake: FieldError| match mistake.field.as_str() {
        "voice_id" => {
            let message = others.iter().fold(mistake.message, |told, other| then(&told, other));
            FieldError { message, ..mistake }
        }
        _ => mistake,
    };
    mistakes.into_iter().map(tell).collect()
}

#[cfg(test)]
mod tests;
