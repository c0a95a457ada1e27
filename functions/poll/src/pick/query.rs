//! What a client asks of the lists of voices and avatars.

use domain::near::must_be_one_of;
use domain::{Kind, Model};
use picks::Search;
use web::parameter::CURSOR_WITH_PARAMETERS;
use web::{Accepts, ApiError, Call, Parameter, Query};

pub(super) const AVATAR_PROVIDER: Parameter = Parameter {
    name: "provider",
    accepts: Accepts::Model(|catalog| ids(catalog.of_kind(Kind::Avatar))),
    about: "The model that is to animate the avatar. Without it, `heygen`.",
    example: Some("heygen"),
};
pub(super) const VOICE_PROVIDER: Parameter = Parameter {
    name: "provider",
    accepts: Accepts::Model(|catalog| ids(super::speaking(catalog, super::SPEAKING))),
    about: "The model that is to speak. Without it, `openai_tts`, or `heygen` for an avatar.",
    example: Some("elevenlabs"),
};
pub(super) const FOR: Parameter = Parameter {
    name: "for",
    accepts: Accepts::OneOf(|| Purpose::ALL.map(Purpose::as_str).to_vec()),
    about: "What is to speak: speech alone, or an avatar. A model may have other voices for the one than for the other.",
    example: Some("tts"),
};
pub(super) const LANGUAGE: Parameter = Parameter {
    name: "language",
    accepts: Accepts::Bytes { most: MAX_BYTES },
    about: "Only voices that speak this language, by its name or its code.",
    example: Some("en"),
};
pub(super) const WORDS: Parameter = Parameter {
    name: "q",
    accepts: Accepts::Bytes { most: MAX_BYTES },
    about: "Only those whose name, id or labels have all of these words.",
    example: Some("calm"),
};

const MAX_BYTES: usize = 256;

/// What is to speak with a voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Speech,
    Avatar,
}

impl Purpose {
    const ALL: [Self; 2] = [Self::Speech, Self::Avatar];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Speech => "tts",
            Self::Avatar => "avatar",
        }
    }
}

/// The query. A parameter that the list does not have is absent.
pub(super) struct PickQuery {
    provider: Option<String>,
    pub(super) purpose: Option<Purpose>,
    pub(super) search: Search,
    pub(super) cursor: Option<String>,
}

impl PickQuery {
    pub(super) fn of_avatars(call: &Call<'_>) -> Result<Self, ApiError> {
        let mut query = call.query();
        let provider = query.text(&AVATAR_PROVIDER);
        let search = Search { language: None, words: query.text(&WORDS) };
        Self::read(query, provider, None, search)
    }

    pub(super) fn of_voices(call: &Call<'_>) -> Result<Self, ApiError> {
        let mut query = call.query();
        let provider = query.text(&VOICE_PROVIDER);
        let purpose = query.one_of(&FOR, &Purpose::ALL, Purpose::as_str);
        let search = Search { language: query.text(&LANGUAGE), words: query.text(&WORDS) };
        Self::read(query, provider, purpose, search)
    }

    fn read(
        mut query: Query,
        provider: Option<String>,
        purpose: Option<Purpose>,
        search: Search,
    ) -> Result<Self, ApiError> {
        // What it is bound to is known once the model is.
        let cursor = query.text(&CURSOR_WITH_PARAMETERS);
        query.finish()?;
        Ok(Self { provider, purpose, search, cursor })
    }

    /// The model that the client names. Where two have that id, the first of them.
    pub(super) fn model<'a>(&self, models: &[&'a Model], default: &str) -> Result<&'a Model, ApiError> {
        let wanted = self.provider.as_deref().unwrap_or(default);
        models.iter().copied().find(|model| model.id == wanted).ok_or_else(|| {
            let ids = ids(models.iter().copied());
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            ApiError::field("provider", must_be_one_of(wanted, &ids))
        })
    }
}

/// Each once: a model that makes several kinds is in the catalog several times.
fn ids<'a>(models: impl Iterator<Item = &'a Model>) -> Vec<String> {
    let mut ids = Vec::new();
    for model in models {
        if !ids.contains(&model.id) {
            ids.push(model.id.clone());
        }
    }
    ids
}
