//! Avatars: `POST …/generate/avatar` (contract §3) and `POST …/avatar-studio/generate` (§4).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::speech::checked_voice;
use super::{Applied, Extras, Family, InputRole, Metered, Plan, Request, Source, SourceFile, read};
use crate::Kind;
use crate::catalog::{AspectRatio, AvatarLook, AvatarOptions, Catalog, Model};
use crate::fields::{FieldError, Fields};
use crate::money::MicroUsd;
use crate::price::Usage;

const DEFAULT_MODEL: &str = "heygen";
const MAX_SECONDS: u32 = 300;
/// Of a recording, where the client does not say.
const DEFAULT_MAX_SECONDS: u32 = 60;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AvatarRequest {
    pub provider: String,
    pub script: Option<String>,
    pub audio_url: Option<Source>,
    /// The longest recording that is taken, and what it is quoted at; only with `audio_url`.
    pub max_seconds: Option<u32>,
    pub avatar_id: Option<String>,
    pub voice_id: Option<String>,
    pub aspect_ratio: Option<AspectRatio>,
    pub resolution: String,
    // Only the studio has models that take a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image_url: Option<Source>,
    #[serde(flatten)]
    pub extras: Extras,
}

impl AvatarRequest {
    pub(super) fn sources(&self) -> Vec<SourceFile> {
        let portrait = self.image_url.as_ref().map(|source| ("image_url", InputRole::Portrait, source));
        let audio = self.audio_url.as_ref().map(|source| ("audio_url", InputRole::Audio, source));
        let named = portrait.into_iter().chain(audio);
        named.map(|(field, role, source)| SourceFile::new(field, role, source)).collect()
    }
}

impl AvatarRequest {
    /// By its script spoken slowly, or the longest recording that is taken.
    pub(super) fn longest_seconds(&self) -> u32 {
        match (&self.script, self.max_seconds) {
            (Some(script), _) => spoken_seconds(script),
            (None, most) => most.unwrap_or(DEFAULT_MAX_SECONDS),
        }
    }
}

/// What is said.
struct Speech {
    script: Option<String>,
    audio_url: Option<Source>,
    max_seconds: Option<u32>,
    voice_id: Option<String>,
}

/// Validates a body against the contract and the model's own limits, and quotes it.
pub fn plan(family: Family, body: &Value, catalog: &Catalog) -> Result<Plan, Vec<FieldError>> {
    let mut fields = Fields::new(body)?;
    let model = read::model(&mut fields, catalog, Kind::Avatar, family, DEFAULT_MODEL);
    let model = model.and_then(|model| Some((model, model.avatar()?)));
    let mut speech = read_speech(&mut fields);
    let avatar_id = fields.text("avatar_id", 1..=128);
    let image_url = match family {
        Family::Legacy => None,
        Family::Studio => read::source(&mut fields, "image_url"),
    };
    let ratio = read::aspect_ratio(&mut fields, &[AspectRatio::Wide, AspectRatio::Tall, AspectRatio::Square]);
    let resolution = fields.choice("resolution", &["720p", "1080p"]);
    let extras = Extras::read(&mut fields);
    if let Some((model, options)) = model {
        check_look(&mut fields, model, options, avatar_id.is_some(), image_url.is_some());
        check_speech(&mut fields, model, options, &mut speech);
        check_picture(&mut fields, model, options, ratio, resolution.as_deref());
    }
    fields.finish()?;
    let Some((model, options)) = model else { return Err(Vec::new()) };
    let request = AvatarRequest {
        provider: model.id.clone(),
        script: speech.script,
        audio_url: speech.audio_url,
        max_seconds: speech.max_seconds,
        avatar_id,
        voice_id: speech.voice_id,
        aspect_ratio: ratio.or_else(|| options.aspect_ratios.first().copied()),
        resolution: resolution.unwrap_or_else(|| "720p".to_owned()),
        image_url,
        extras,
    };
    Ok(quote(request, model))
}

/// A validated request, made ready under the model as it is today.
pub(super) fn quote(request: AvatarRequest, model: &Model) -> Plan {
    let seconds = request.longest_seconds();
    let usage = |seconds: u32| Usage {
        resolution: request.resolution.clone(),
        millis: u64::from(seconds) * 1000,
        ..Usage::default()
    };
    // A catalog whose rule did not fit every resolution would not have been read.
    let per_second = model.price.of(&usage(1)).unwrap_or_default();
    let flat = if request.script.is_some() { model.price.per_script_micro_usd } else { MicroUsd::default() };
    let metered = Metered { micro_usd_per_unit: per_second, unit_seconds: 1, flat_micro_usd: flat };
    let quote = metered.price(u64::from(seconds) * 1000);
    let mut applied = Applied::default();
    if request.aspect_ratio.is_none() {
        applied.notes.push("aspect_ratio: the video has the shape of the picture".to_owned());
    }
    Plan { request: Request::Avatar(request), applied, quote, metered: Some(metered) }
}

impl Plan {
    /// The plan for a recording whose length is known: quoted at that. Longer than the model takes is refused
    /// when the recording is brought in.
    #[must_use]
    pub fn with_audio_of(mut self, millis: u64) -> Self {
        if let (Request::Avatar(avatar), Some(metered)) = (&mut self.request, self.metered)
            && avatar.audio_url.is_some()
        {
            avatar.max_seconds = Some(u32::try_from(millis.div_ceil(1000)).unwrap_or(u32::MAX));
            self.quote = metered.price(millis);
        }
        self
    }
}

/// How long a script lasts at most when it is spoken slowly: 12 characters a second, 4 where a character is a
/// syllable or a word. A quote from it is binding; a shorter result costs less.
pub(super) fn spoken_seconds(script: &str) -> u32 {
    let twelfths: u32 = script.chars().map(|character| if is_syllable(character) { 3 } else { 1 }).sum();
    twelfths.div_ceil(12).saturating_add(1)
}

/// Chinese, Japanese and Korean writing.
const fn is_syllable(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn read_speech(fields: &mut Fields<'_>) -> Speech {
    let script = fields.text("script", 1..=5000);
    let audio_url = read::source(fields, "audio_url");
    let max_seconds = read::small_number(fields, "max_seconds", 1, MAX_SECONDS);
    let voice_id = fields.text("voice_id", 1..=128);
    match (fields.has("script"), fields.has("audio_url")) {
        (true, true) => fields.refuse("audio_url", "must not be given together with script"),
        (false, false) => fields.refuse("script", "is required, or audio_url instead"),
        (true, false) if max_seconds.is_some() => {
            fields.refuse("max_seconds", "goes with audio_url; a script is quoted by its length");
        }
        _ => {}
    }
    let max_seconds = audio_url.as_ref().map(|_| max_seconds.unwrap_or(DEFAULT_MAX_SECONDS));
    Speech { script, audio_url, max_seconds, voice_id }
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
    // What was given but is wrong in itself has its own complaint.
    if !there && !fields.has(needed) {
        fields.refuse(needed, format!("is required for {}", model.id));
    }
    if wrong {
        fields.refuse(other, format!("is not taken by {}, which takes {needed}", model.id));
    }
}

fn check_speech(fields: &mut Fields<'_>, model: &Model, options: &AvatarOptions, speech: &mut Speech) {
    if let Some(script) = &speech.script {
        match options.script_max_characters {
            None => fields.refuse("script", format!("is not taken by {}: give an audio_url", model.id)),
            Some(most) if script.chars().count() > most => {
                fields.refuse("script", format!("must be at most {most} characters long for {}", model.id));
            }
            Some(_) if speech.voice_id.is_none() && options.avatar_has_voice => {}
            Some(_) => {
                let asked = speech.voice_id.take();
                let default = options.default_voice.as_ref();
                speech.voice_id = checked_voice(fields, model, &options.voices, asked, default);
            }
        }
    } else if speech.voice_id.is_some() {
        fields.refuse("voice_id", "goes with a script; a recording has its own voice");
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
    if ratio.is_some() && options.aspect_ratios.is_empty() {
        fields.refuse(
            "aspect_ratio",
            format!("is not taken by {}: the video has the shape of the picture", model.id),
        );
    }
    if let Some(asked) = resolution.filter(|asked| !options.resolutions.iter().any(|has| has == asked)) {
        let known = options.resolutions.join(", ");
        fields.refuse("resolution", format!("must be one of {known} for {}, got {asked}", model.id));
    }
}

#[cfg(test)]
mod tests;
