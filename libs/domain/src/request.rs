//! What a client may ask for, validated, with defaults filled in; and what it costs.

pub mod avatar;
pub mod composite;
pub mod image;
pub mod source;
pub mod speech;
pub mod video;

mod prompt;
mod read;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::brand::BrandKit;
use crate::catalog::{AspectRatio, Catalog, Input, Model, Options, Route};
use crate::drive::NO_FOLDER;
use crate::fields::{FieldError, Fields};
use crate::money::MicroUsd;
use crate::size::Native;
use crate::{Cents, FileId, FolderId, Kind, KitId};

pub use avatar::AvatarRequest;
pub use composite::CompositeRequest;
pub use image::ImageRequest;
pub use source::{InputRole, Source, SourceFile};
pub use speech::SpeechRequest;
pub use video::VideoRequest;

/// A validated request of any kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Request {
    Image(ImageRequest),
    Video(VideoRequest),
    Avatar(AvatarRequest),
    Tts(SpeechRequest),
    Composite(CompositeRequest),
}

/// What goes in and what comes out, in the studios' words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    TextToImage,
    ImageToImage,
    TextToVideo,
    ImageToVideo,
    ScriptToAvatar,
    AudioToAvatar,
    TextToSpeech,
    Composite,
}

impl Request {
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Image(_) => Kind::Image,
            Self::Video(_) => Kind::Video,
            Self::Avatar(_) => Kind::Avatar,
            Self::Tts(_) => Kind::Tts,
            Self::Composite(_) => Kind::Composite,
        }
    }

    /// The model asked for, by its catalog id.
    pub fn model(&self) -> &str {
        match self {
            Self::Image(image) => &image.provider,
            Self::Video(video) => &video.provider,
            Self::Avatar(avatar) => &avatar.provider,
            Self::Tts(speech) => &speech.provider,
            Self::Composite(_) => composite::MODEL,
        }
    }

    /// The words the job is listed under; an avatar that speaks a recording has none.
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

    pub const fn extras(&self) -> &Extras {
        match self {
            Self::Image(image) => &image.extras,
            Self::Video(video) => &video.extras,
            Self::Avatar(avatar) => &avatar.extras,
            Self::Tts(speech) => &speech.extras,
            Self::Composite(composite) => &composite.extras,
        }
    }

    pub const fn extras_mut(&mut self) -> &mut Extras {
        match self {
            Self::Image(image) => &mut image.extras,
            Self::Video(video) => &mut video.extras,
            Self::Avatar(avatar) => &mut avatar.extras,
            Self::Tts(speech) => &mut speech.extras,
            Self::Composite(composite) => &mut composite.extras,
        }
    }

    /// Files that have to be brought in before a vendor can start, in the order in which it gets them.
    pub fn sources(&self) -> Vec<SourceFile> {
        match self {
            Self::Image(image) => image.sources(),
            Self::Video(video) => video.sources(),
            Self::Avatar(avatar) => avatar.sources(),
            Self::Tts(_) => Vec::new(),
            Self::Composite(composite) => composite.sources(),
        }
    }

    pub const fn brand_kit_id(&self) -> Option<KitId> {
        match self {
            Self::Image(image) => image.brand_kit_id,
            Self::Video(video) => video.brand_kit_id,
            Self::Avatar(_) | Self::Tts(_) | Self::Composite(_) => None,
        }
    }

    /// Whether a brand kit's logo would become one of the references.
    pub fn has_room_for_logo(&self, model: &Model) -> bool {
        match self {
            Self::Image(image) => model.image().is_some_and(|options| image.has_room_for_logo(options)),
            Self::Video(_) | Self::Avatar(_) | Self::Tts(_) | Self::Composite(_) => false,
        }
    }

    /// How long the result is at most, as far as the request says; `None`: it has no length.
    pub fn longest_millis(&self) -> Option<u64> {
        let seconds = match self {
            Self::Image(_) => return None,
            Self::Composite(composite) if composite.output.is_still() => return None,
            Self::Video(video) => video.duration,
            Self::Avatar(avatar) => avatar.longest_seconds(),
            Self::Tts(speech) => speech.longest_seconds(),
            Self::Composite(composite) => composite.max_seconds.unwrap_or(composite::MAX_SECONDS),
        };
        Some(u64::from(seconds) * 1000)
    }

    /// Whether the route has to take pictures.
    pub fn input(&self) -> Input {
        match self {
            Self::Image(image) if !image.reference_image_urls.is_empty() => Input::Images,
            Self::Video(video) if video.start_frame().is_some() => Input::Images,
            Self::Avatar(avatar) if avatar.image_url.is_some() => Input::Images,
            _ => Input::WordsOnly,
        }
    }

    /// Whether a route can make this, if it works.
    pub fn fits(&self, route: &Route) -> bool {
        let able = match self {
            Self::Image(_) | Self::Composite(_) => true,
            Self::Video(_) => route.silent,
            Self::Avatar(avatar) => avatar.script.is_none() || route.takes_script,
            Self::Tts(speech) => route.formats.is_empty() || route.formats.contains(&speech.output_format),
        };
        able && route.wire_model(self.input()).is_some()
    }

    pub fn mode(&self) -> Mode {
        match (self, self.input()) {
            (Self::Image(_), Input::WordsOnly) => Mode::TextToImage,
            (Self::Image(_), Input::Images) => Mode::ImageToImage,
            (Self::Video(_), Input::WordsOnly) => Mode::TextToVideo,
            (Self::Video(_), Input::Images) => Mode::ImageToVideo,
            (Self::Avatar(avatar), _) if avatar.script.is_some() => Mode::ScriptToAvatar,
            (Self::Avatar(_), _) => Mode::AudioToAvatar,
            (Self::Tts(_), _) => Mode::TextToSpeech,
            (Self::Composite(_), _) => Mode::Composite,
        }
    }

    /// The request with its defaults, as the client would have written it. The same text for the same
    /// request, so it also serves as the identity that an idempotency key is bound to.
    pub fn canonical(&self) -> Value {
        let mut fields = serde_json::to_value(self).unwrap_or_default();
        if let Some(fields) = fields.as_object_mut() {
            fields.remove("type");
        }
        fields
    }
}

/// Which vocabulary a request is written in: the legacy routes or the studios.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    Legacy,
    Studio,
}

/// Reads, validates and quotes a request of any kind.
pub fn plan(kind: Kind, family: Family, body: &Value, catalog: &Catalog) -> Result<Plan, Vec<FieldError>> {
    match kind {
        Kind::Image => image::plan(family, body, catalog),
        Kind::Video => video::plan(family, body, catalog),
        Kind::Avatar => avatar::plan(family, body, catalog),
        Kind::Tts => speech::plan(family, body, catalog),
        Kind::Composite => composite::plan(body, catalog),
    }
}

/// The same request once more, under today's catalog: for a retry. `None`: its model is gone, or does not sell this
/// any more.
pub fn plan_again(request: Request, catalog: &Catalog) -> Option<Plan> {
    let model = catalog.model(request.kind(), request.model())?;
    let plan = match request {
        Request::Image(image) => image::quote(image, Brand::default(), model, model.image()?),
        Request::Video(video) => video::quote(video, Brand::default(), model, model.video()?),
        Request::Avatar(avatar) => avatar::quote(avatar, model),
        Request::Tts(speech) => speech::quote(speech, model, model.speech()?),
        Request::Composite(composite) => composite::quote(composite, model),
    };
    Some(plan).filter(|plan| plan.quote > Cents::ZERO)
}

/// Fields that every submit route takes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extras {
    /// Where the results are to be filed; `None`: in the root.
    pub drive_folder_id: Option<FolderId>,
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
}

impl Extras {
    const METADATA_MAX_BYTES: usize = 2048;

    fn read(fields: &mut Fields<'_>) -> Self {
        let named = fields.text("drive_folder_id", 1..=64);
        let drive_folder_id = named.as_deref().and_then(|id| id.parse().ok());
        if named.is_some() && drive_folder_id.is_none() {
            fields.refuse("drive_folder_id", NO_FOLDER);
        }
        Self { drive_folder_id, metadata: fields.text_map("metadata", Self::METADATA_MAX_BYTES) }
    }
}

/// How a request was adapted to what the vendor can express. Nothing is adapted silently: this is shown
/// as `settings.applied`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// The size asked of the vendor; the file is cropped and resized from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub native: Option<Native>,
    /// The words as the vendor gets them, where that is not what was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    /// The brand kit's logo, where it is one of the references.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<Source>,
    /// Of a video: as asked, or nearest to the start frame once that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aspect_ratio: Option<AspectRatio>,
    /// The language as the vendor is told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What else was adapted, as sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// A price that depends on how long the result turns out: never more than the quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metered {
    pub micro_usd_per_unit: MicroUsd,
    /// A second, or a block of seconds.
    pub unit_seconds: u32,
    pub flat_micro_usd: MicroUsd,
}

impl Metered {
    /// A started unit counts as whole.
    pub fn price(self, millis: u64) -> Cents {
        let unit_millis = u64::from(self.unit_seconds.max(1)) * 1000;
        let units = i64::try_from(millis.div_ceil(unit_millis)).unwrap_or(i64::MAX);
        self.micro_usd_per_unit.times(units).plus(self.flat_micro_usd).customer_price()
    }
}

/// What a brand kit gives to a request that names it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Brand<'a> {
    pub kit: Option<&'a BrandKit>,
    /// Where the drive has it. It becomes a reference where there is room for one.
    pub logo: Option<FileId>,
}

/// A request made ready to be quoted, held and started.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub request: Request,
    pub applied: Applied,
    pub quote: Cents,
    /// Where the length is known only at the end.
    pub metered: Option<Metered>,
}

impl Plan {
    /// The plan with what its brand kit gives: more words, and a logo beside other references.
    pub fn with_brand(self, brand: Brand<'_>, model: &Model) -> Result<Self, FieldError> {
        let plan = match (self.request, &model.options) {
            (Request::Image(image), Options::Image(options)) => image::quote(image, brand, model, options),
            (Request::Video(video), Options::Video(options)) => video::quote(video, brand, model, options),
            (request, _) => Self { request, ..self },
        };
        let words = plan.applied.prompt.as_deref();
        match words.and_then(|words| read::too_long(model, words)) {
            Some(problem) => Err(FieldError::new("prompt", problem)),
            None => Ok(plan),
        }
    }
}

/// `settings` of a job as clients see it.
pub fn settings(request: &Request, applied: &Applied) -> Value {
    let mut changes = Map::new();
    if let Some(native) = &applied.native {
        changes.insert("native_width".into(), json!(native.size.width));
        changes.insert("native_height".into(), json!(native.size.height));
        if let (Some(ratio), Some(resolution)) = (&native.aspect_ratio, &native.resolution) {
            changes.insert("native_aspect_ratio".into(), json!(ratio));
            changes.insert("native_resolution".into(), json!(resolution));
        }
    }
    let mut note = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            changes.insert(name.into(), value);
        }
    };
    note("prompt", applied.prompt.as_ref().map(|prompt| json!(prompt)));
    note("logo", applied.logo.as_ref().map(|logo| json!(logo)));
    note("aspect_ratio", applied.aspect_ratio.map(|ratio| json!(ratio)));
    note("language", applied.language.as_ref().map(|language| json!(language)));
    note("notes", (!applied.notes.is_empty()).then(|| json!(applied.notes)));
    let mut settings = request.canonical();
    if let Some(settings) = settings.as_object_mut() {
        settings.remove("drive_folder_id");
        settings.remove("metadata");
        settings.insert("applied".into(), Value::Object(changes));
    }
    settings
}
