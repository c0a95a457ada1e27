//! Avatars: `POST …/generate/avatar` and `POST …/avatar-studio/generate`. They speak a script or a recording.

mod spoken;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::extras::{DRIVE_FOLDER_ID, METADATA};
use super::quote::Terms;
use super::read::{A_RESOLUTION, A_SOURCE, PROVIDER, one_ratio};
use super::speech::checked_voice;
use super::{Applied, Extras, Facts, Family, InputRole, Length, Metered, Source, SourceFile, read};
use crate::Kind;
use crate::catalog::{AspectRatio, AvatarLook, AvatarOptions, Catalog, Model};
use crate::fields::{Field, FieldError, Fields, OneOf, Parsed, Shape, Text, Whole, line, prose};
use crate::given::{quoted, value};
use crate::money::MicroUsd;
use crate::price::Quantity;
use crate::sentence::{one_of, seconds};

pub(super) use spoken::spoken_seconds;

pub(super) const MAX_SECONDS: u32 = 300;
pub(super) const MAX_SCRIPT: usize = 5000;
/// The longest recording that a client pays for where it does not say.
const DEFAULT_MAX_SECONDS: u32 = 60;
const A_SECOND_MILLIS: u64 = 1000;
const DEFAULT_RESOLUTION: &str = "720p";

static SCRIPT: Field<Text> = Field::new("script", prose(1..=MAX_SCRIPT), "What the avatar says.", || {
    json!("Fly with us this summer. Kites for all winds.")
});
static AUDIO_URL: Field<Parsed<Source>> = Field::new(
    "audio_url",
    A_SOURCE,
    "The recording that the avatar speaks: an https address, `asset:<file id>` or `job:<job id>`.",
    || json!("https://example.com/speech.mp3"),
);
static MAX_SECONDS_PAID: Field<Whole<u32>> = Field::new(
    "max_seconds",
    Whole(1..=MAX_SECONDS),
    "The longest recording that you pay for; only with audio_url. Without it, its own length where that is known, or else 60.",
    || json!(30),
);
static AVATAR_ID: Field<Text> =
    Field::new("avatar_id", line(1..=128), "Who is seen, by the id of the list of avatars.", || {
        json!("Daisy-inskirt-20220818")
    });
static VOICE_ID: Field<Text> = Field::new(
    "voice_id",
    line(1..=128),
    "The voice, by the id of the list of voices; only with a script.",
    || json!(null),
);
static IMAGE_URL: Field<Parsed<Source>> = Field::new(
    "image_url",
    A_SOURCE,
    "The picture that is animated: an https address, `asset:<file id>` or `job:<job id>`.",
    || json!("https://example.com/face.png"),
);
static ASPECT_RATIO: Field<OneOf<AspectRatio>> =
    Field::new("aspect_ratio", one_ratio(&RATIOS), "The shape of the result.", || json!("9:16"));
static RESOLUTION: Field<OneOf<&str>> =
    Field::new("resolution", A_RESOLUTION, "The resolution of the result. Without it 720p.", || {
        json!(DEFAULT_RESOLUTION)
    });
const RATIOS: [AspectRatio; 3] = [AspectRatio::Wide, AspectRatio::Tall, AspectRatio::Square];

static LEGACY: Shape = Shape::new(
    "AvatarRequest",
    &[
        &PROVIDER,
        &SCRIPT,
        &AUDIO_URL,
        &MAX_SECONDS_PAID,
        &AVATAR_ID,
        &VOICE_ID,
        &ASPECT_RATIO,
        &RESOLUTION,
        &DRIVE_FOLDER_ID,
        &METADATA,
    ],
)
.with(script_or_recording);
static STUDIO: Shape = Shape::new(
    "StudioAvatarRequest",
    &[
        &PROVIDER,
        &SCRIPT,
        &AUDIO_URL,
        &MAX_SECONDS_PAID,
        &AVATAR_ID,
        &IMAGE_URL,
        &VOICE_ID,
        &ASPECT_RATIO,
        &RESOLUTION,
        &DRIVE_FOLDER_ID,
        &METADATA,
    ],
)
.with(script_or_recording);

/// A script has a voice, and a recording has a length.
fn script_or_recording() -> Value {
    let none = json!({"type": "null"});
    json!({"oneOf": [
        {
            "properties": {"script": {"type": "string"}, "audio_url": none, "max_seconds": none},
            "required": ["script"],
        },
        {
            "properties": {"audio_url": {"type": "string"}, "script": none, "voice_id": none},
            "required": ["audio_url"],
        },
    ]})
}

pub(super) const fn shape(family: Family) -> &'static Shape {
    match family {
        Family::Legacy => &LEGACY,
        Family::Studio => &STUDIO,
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "AvatarSettings")]
pub struct AvatarRequest {
    /// The model, by its id in the catalog.
    pub provider: String,
    /// What the avatar says; null where it speaks a recording.
    pub script: Option<String>,
    /// The recording that it speaks; null where it says a script.
    pub audio_url: Option<Source>,
    /// The longest recording that the client pays for, in seconds, where it says so; only with `audio_url`.
    // What a job takes and is quoted at is [`Applied::recording_seconds`], which clients see here.
    pub max_seconds: Option<u32>,
    /// Who is seen, by the id of the list of avatars; null where a picture is animated.
    pub avatar_id: Option<String>,
    /// The voice, by the id of the list of voices; null where a recording has its own, or the avatar.
    pub voice_id: Option<String>,
    /// The shape of the result; null: that of the picture.
    pub aspect_ratio: Option<AspectRatio>,
    /// The resolution of the result.
    pub resolution: String,
    // Only the studio has models that take a picture.
    /// The picture that is animated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image_url: Option<Source>,
    #[serde(flatten)]
    #[schemars(skip)]
    pub extras: Extras,
}

impl AvatarRequest {
    pub(super) fn sources(&self) -> Vec<SourceFile> {
        let portrait = self.image_url.as_ref().map(|source| ("image_url", InputRole::Portrait, source));
        let audio = self.audio_url.as_ref().map(|source| ("audio_url", InputRole::Audio, source));
        let sources = portrait.into_iter().chain(audio);
        sources.map(|(field, role, source)| SourceFile::new(field, role, source)).collect()
    }

    /// The longest recording that the client pays for; `None` where there is a script.
    pub(super) fn allowed_seconds(&self) -> Option<u32> {
        self.audio_url.as_ref().map(|_| self.max_seconds.unwrap_or(DEFAULT_MAX_SECONDS))
    }

    /// How long the result is at most: its script spoken slowly, or the longest recording that is taken.
    pub(super) fn longest_seconds(&self, applied: &Applied) -> u32 {
        let script = self.script.as_deref().map(spoken_seconds);
        script.or(applied.recording_seconds).or(self.allowed_seconds()).unwrap_or_default()
    }

    /// `None`: the model is not sold in this resolution.
    pub(super) fn terms(&self, model: &Model, facts: &Facts) -> Option<Terms> {
        let quantity =
            Quantity { resolution: self.resolution.clone(), millis: A_SECOND_MILLIS, ..Quantity::default() };
        let per_second = model.price.list_price(&quantity)?;
        let flat = if self.script.is_some() { model.price.per_script_micro_usd } else { MicroUsd::default() };
        let metered = Metered { micro_usd_per_unit: per_second, unit_seconds: 1, flat_micro_usd: flat };
        let mut applied = Applied { recording_seconds: self.recording_seconds(facts), ..Applied::default() };
        if self.aspect_ratio.is_none() {
            applied.notes.push("aspect_ratio: the video has the shape of the picture".to_owned());
        }
        let list_price = metered.list_price(u64::from(self.longest_seconds(&applied)) * A_SECOND_MILLIS);
        Some(Terms { applied, quote: list_price.customer_price(), list_price, metered: Some(metered) })
    }

    /// The recording's own length, where that is known and the client did not exclude it. A recording that is longer
    /// than `max_seconds` is refused free of charge once it is fetched, whether or not its length was known before.
    fn recording_seconds(&self, facts: &Facts) -> Option<u32> {
        let allowed = self.allowed_seconds()?;
        let known = self.known_millis(facts).map(|millis| millis.div_ceil(A_SECOND_MILLIS));
        let known = known.map(|seconds| u32::try_from(seconds).unwrap_or(u32::MAX));
        Some(known.filter(|seconds| self.max_seconds.is_none_or(|most| *seconds <= most)).unwrap_or(allowed))
    }

    /// The recording's length, where that is known to the millisecond.
    pub(super) fn known_millis(&self, facts: &Facts) -> Option<u64> {
        match facts.lengths_of(InputRole::Audio, &self.sources()).first() {
            Some(Length::Exactly(millis)) => Some(*millis),
            _ => None,
        }
    }

    /// A retry makes a request again that was read under an older catalog.
    pub(super) fn short_script(&self, model: &Model, options: &AvatarOptions) -> Option<FieldError> {
        let problem = too_short(self.script.as_deref()?, model, options)?;
        Some(FieldError::new("script", problem))
    }

    pub(super) fn wrong_length(&self, options: &AvatarOptions, facts: &Facts) -> Option<FieldError> {
        let millis = self.known_millis(facts)?;
        let [least, most] = options.audio_seconds;
        let taken = u64::from(least) * A_SECOND_MILLIS..=u64::from(most) * A_SECOND_MILLIS;
        let problem = format!(
            "must last from {least} to {most} seconds for {}, and that recording lasts {}",
            self.provider,
            seconds(millis)
        );
        (!taken.contains(&millis)).then(|| FieldError::new("audio_url", problem))
    }
}

/// What an avatar says, as the body has it.
struct Speech {
    script: Option<String>,
    audio_url: Option<Source>,
    max_seconds: Option<u32>,
    voice_id: Option<String>,
}

/// `None` only where the fields have a mistake.
pub(super) fn read(
    fields: &mut Fields<'_>,
    family: Family,
    catalog: &Catalog,
    default: &str,
) -> Option<AvatarRequest> {
    let model = read::model(fields, catalog, Kind::Avatar, family, default);
    let model = model.and_then(|model| Some((model, model.avatar()?)));
    let mut speech = read_speech(fields);
    let avatar_id = fields.read(&AVATAR_ID);
    let image_url = match family {
        Family::Legacy => None,
        Family::Studio => fields.read(&IMAGE_URL),
    };
    let (ratio, resolution) = (fields.read(&ASPECT_RATIO), fields.read(&RESOLUTION));
    let extras = Extras::read(fields);
    let (model, options) = model?;
    check_look(fields, model, options, avatar_id.is_some(), image_url.is_some());
    check_speech(fields, model, options, &mut speech);
    check_picture(fields, model, options, ratio, resolution);
    Some(AvatarRequest {
        provider: model.id.clone(),
        script: speech.script,
        audio_url: speech.audio_url,
        max_seconds: speech.max_seconds,
        avatar_id,
        voice_id: speech.voice_id,
        aspect_ratio: ratio.or_else(|| options.aspect_ratios.first().copied()),
        resolution: resolution.unwrap_or(DEFAULT_RESOLUTION).to_owned(),
        image_url,
        extras,
    })
}

fn read_speech(fields: &mut Fields<'_>) -> Speech {
    let (script, audio_url) = (fields.read(&SCRIPT), fields.read(&AUDIO_URL));
    let (max_seconds, voice_id) = (fields.read(&MAX_SECONDS_PAID), fields.read(&VOICE_ID));
    match (fields.has("script"), fields.has("audio_url")) {
        (true, true) => {
            fields.refuse("audio_url", "must not be given together with script. Leave one of them out.");
        }
        (false, false) => fields.refuse("script", "is required, or audio_url instead of it"),
        (true, false) => {
            if let Some(asked) = max_seconds {
                let problem =
                    format!("goes with audio_url only, got {asked}. A script is quoted by its length.");
                fields.refuse("max_seconds", problem);
            }
        }
        (false, true) => {}
    }
    let max_seconds = max_seconds.filter(|_| audio_url.is_some());
    Speech { script, audio_url, max_seconds, voice_id }
}

/// The vendor refuses a film of so little speech, after the speech was bought.
fn too_short(script: &str, model: &Model, options: &AvatarOptions) -> Option<String> {
    options.script_max_characters?;
    spoken::too_short(script, &model.id, options.script_min_seconds?)
}

fn check_look(
    fields: &mut Fields<'_>,
    model: &Model,
    options: &AvatarOptions,
    has_avatar: bool,
    has_picture: bool,
) {
    let (needed, other, there, wrong) = match options.look {
        AvatarLook::AvatarId => ("avatar_id", "image_url", has_avatar, has_picture),
        AvatarLook::Picture => ("image_url", "avatar_id", has_picture, has_avatar),
    };
    // A field that is given but wrong in itself has its own complaint.
    if !there && !fields.has(needed) {
        fields.refuse(needed, format!("is required for {}", model.id));
    }
    if let Some(given) = fields.peek(other).filter(|_| wrong) {
        let problem = format!("is not taken by {}, which takes {needed}, got {}", model.id, value(given));
        fields.refuse(other, problem);
    }
}

fn check_speech(fields: &mut Fields<'_>, model: &Model, options: &AvatarOptions, speech: &mut Speech) {
    if let Some(script) = &speech.script {
        if let Some(problem) = too_short(script, model, options) {
            fields.refuse("script", problem);
        }
        match options.script_max_characters {
            None => {
                fields.refuse("script", format!("is not taken by {}. Give an audio_url instead.", model.id));
            }
            Some(most) if script.chars().count() > most => {
                let got = script.chars().count();
                let problem = format!("must be at most {most} characters long for {}, got {got}", model.id);
                fields.refuse("script", problem);
            }
            Some(_) if speech.voice_id.is_none() && options.avatar_has_voice => {}
            Some(_) => {
                let asked = speech.voice_id.take();
                let default = options.default_voice.as_deref();
                speech.voice_id = checked_voice(fields, model, &options.voices, asked, default);
            }
        }
    } else if let Some(voice) = &speech.voice_id {
        let problem =
            format!("goes with a script only, got {}. A recording has its own voice.", quoted(voice));
        fields.refuse("voice_id", problem);
    }
    let [least, most] = options.audio_seconds;
    if let Some(asked) = speech.max_seconds.filter(|asked| !(least..=most).contains(asked)) {
        fields.refuse("max_seconds", format!("must be from {least} to {most} for {}, got {asked}", model.id));
    }
}

fn check_picture(
    fields: &mut Fields<'_>,
    model: &Model,
    options: &AvatarOptions,
    ratio: Option<AspectRatio>,
    resolution: Option<&str>,
) {
    if let Some(ratio) = ratio.filter(|_| options.aspect_ratios.is_empty()) {
        let problem = format!(
            "is not taken by {}, got '{}'. The video has the shape of the picture.",
            model.id,
            ratio.as_str()
        );
        fields.refuse("aspect_ratio", problem);
    }
    if let Some(asked) = resolution.filter(|asked| !options.resolutions.iter().any(|has| has == asked)) {
        let known = one_of(&options.resolutions);
        fields.refuse("resolution", format!("must be {known} for {}, got '{asked}'", model.id));
    }
}

#[cfg(test)]
mod tests;
