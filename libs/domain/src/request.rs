//! What a client may ask for. A request is read from its body once, with all its mistakes reported together
//! ([`Request::read`]); what it names outside is looked up once ([`Request::references`], [`Facts`]); and it is quoted
//! once ([`Request::quote`]).
//!
//! ```text
//! body ─read→ Request ─references→ (one read of the store) ─→ Facts ─quote→ Plan ─→ job
//! ```

pub mod avatar;
pub mod composite;
pub mod image;
pub mod speech;
pub mod video;

mod applied;
mod choice;
mod demand;
mod expected;
mod extras;
mod facts;
mod fitted;
mod given;
mod input_role;
mod logo;
mod misfit;
mod mode;
#[cfg(test)]
mod planned;
mod presets;
mod prompt_additions;
mod quote;
mod read;
mod references;
mod schema;
mod settings;
mod source;
mod warnings;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::catalog::Catalog;
use crate::fields::{FieldError, Fields};
use crate::{Kind, Timestamp};

pub use applied::Applied;
pub use avatar::AvatarRequest;
pub use choice::{names_provider, say_taken};
pub use composite::CompositeRequest;
pub use demand::Demand;
pub use expected::ExpectedSeconds;
pub use extras::Extras;
pub use facts::{Facts, Length};
pub use image::ImageRequest;
pub use input_role::InputRole;
pub use logo::Logo;
pub use misfit::Misfit;
pub use mode::Mode;
pub use presets::{PRESETS, Preset, SIZE_PRESETS};
pub use quote::{Metered, NotQuoted, Plan, longest_millis};
pub use read::offered;
pub use references::{References, SourceFile, input_sources};
pub use schema::schema;
pub use settings::Settings;
#[cfg(test)]
pub(crate) use settings::settings;
pub use source::Source;
pub use speech::SpeechRequest;
pub use video::VideoRequest;
pub use warnings::{REPEATED_WITHIN_SECONDS, Warning, WarningCode};

/// A validated request of any kind, with its defaults filled in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Request {
    Image(ImageRequest),
    Video(VideoRequest),
    Avatar(AvatarRequest),
    Tts(SpeechRequest),
    Composite(CompositeRequest),
}

/// Which vocabulary a request is written in: that of the legacy routes or that of the studios.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    Legacy,
    Studio,
}

impl Request {
    /// Reads a body as [`Self::read_at`] does, at a time at which no voice and no route has ended.
    pub fn read(
        kind: Kind,
        family: Family,
        body: &Value,
        catalog: &Catalog,
    ) -> Result<Self, Vec<FieldError>> {
        Self::read_at(kind, family, body, catalog, Timestamp::from_millis(0))
    }

    /// Reads a body and checks it against the API's limits and the model's own. Reports all mistakes at once. A body that
    /// names no model is read for the first that takes all of it.
    pub fn read_at(
        kind: Kind,
        family: Family,
        body: &Value,
        catalog: &Catalog,
        now: Timestamp,
    ) -> Result<Self, Vec<FieldError>> {
        let read = |family, default: &str| Self::read_for(kind, family, body, catalog, now, default);
        if kind == Kind::Composite || names_provider(body) {
            return read(family, "");
        }
        choice::first_able(kind, family, body, catalog, read)
    }

    /// Reads a body for the model that it names, or else for the model `default`.
    fn read_for(
        kind: Kind,
        family: Family,
        body: &Value,
        catalog: &Catalog,
        now: Timestamp,
        default: &str,
    ) -> Result<Self, Vec<FieldError>> {
        Fields::read_all(body, schema::shape(kind, family), |fields| match kind {
            Kind::Image => image::read(fields, family, catalog, default).map(Self::Image),
            Kind::Video => video::read(fields, family, catalog, default).map(Self::Video),
            Kind::Avatar => avatar::read(fields, family, catalog, default).map(Self::Avatar),
            Kind::Tts => speech::read(fields, family, catalog, now, default).map(Self::Tts),
            Kind::Composite => composite::read(fields).map(Self::Composite),
        })
    }

    /// The same request once more, for a retry. `applied` is how it was adapted before: it pays for no longer recording
    /// than it did then.
    #[must_use]
    pub fn again(mut self, applied: &Applied) -> Self {
        if let Self::Avatar(avatar) = &mut self {
            avatar.max_seconds = applied.recording_seconds;
        }
        self
    }

    pub const fn kind(&self) -> Kind {
        match self {
            Self::Image(_) => Kind::Image,
            Self::Video(_) => Kind::Video,
            Self::Avatar(_) => Kind::Avatar,
            Self::Tts(_) => Kind::Tts,
            Self::Composite(_) => Kind::Composite,
        }
    }

    /// The catalog id of the model asked for.
    pub fn model(&self) -> &str {
        match self {
            Self::Image(image) => &image.provider,
            Self::Video(video) => &video.provider,
            Self::Avatar(avatar) => &avatar.provider,
            Self::Tts(speech) => &speech.provider,
            Self::Composite(_) => composite::MODEL,
        }
    }

    /// The text that lists show for the job. An avatar that speaks a recording has none, nor has a composite.
    pub fn prompt(&self) -> Option<&str> {
        match self {
            Self::Image(image) => Some(&image.prompt),
            Self::Video(video) => Some(&video.prompt),
            Self::Avatar(avatar) => avatar.script.as_deref(),
            Self::Tts(speech) => Some(&speech.text),
            Self::Composite(_) => None,
        }
    }

    pub const fn variants(&self) -> u32 {
        match self {
            Self::Image(image) => image.num_variants,
            Self::Video(_) | Self::Avatar(_) | Self::Tts(_) | Self::Composite(_) => 1,
        }
    }

    /// What an idempotency key is bound to: the same request always gives the same text.
    pub fn bound(&self) -> Value {
        let mut bound = self.canonical();
        if let (Self::Composite(composite), Some(fields)) = (self, bound.as_object_mut()) {
            composite.remove_later_defaults(fields);
        }
        bound
    }

    /// The request with its defaults, as the client would have written it.
    pub fn canonical(&self) -> Value {
        let mut canonical = serde_json::to_value(self).unwrap_or_default();
        if let Some(fields) = canonical.as_object_mut() {
            fields.shift_remove("type");
            // What the kit has added is shown where it was added, and in `applied`.
            fields.shift_remove("branding");
            if let Self::Avatar(avatar) = self {
                fields.insert("max_seconds".to_owned(), json!(avatar.allowed_seconds()));
            }
        }
        canonical
    }
}
