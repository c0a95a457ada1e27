//! Speech by `ElevenLabs`, always an mp3.

use crate::elevenlabs::voices::Voice;
use crate::fal::asked::{Asked, Plan, Speech};
use crate::fal::reader::Reader;

/// Characters of an id of the vendor's.
const ID: usize = 20;

/// The language is heard from the text.
pub(super) fn multilingual<'a>(input: &mut Reader<'a>) -> Asked<'a> {
    if input.text("language_code").is_some() {
        let msg = "This model does not support a language code";
        input.fault("language_code", "feature_not_supported", msg);
    }
    v2(input, 10_000)
}

pub(super) fn turbo<'a>(input: &mut Reader<'a>) -> Asked<'a> {
    input.text("language_code");
    v2(input, 40_000)
}

pub(super) fn v3<'a>(input: &mut Reader<'a>) -> Asked<'a> {
    input.text("language_code");
    asked(input, 5_000, 1.0)
}

fn v2<'a>(input: &mut Reader<'a>, most: usize) -> Asked<'a> {
    for name in ["similarity_boost", "style"] {
        input.number(name, 0.0..=1.0);
    }
    for name in ["previous_text", "next_text"] {
        input.text(name);
    }
    let speed = input.number("speed", 0.7..=1.2).unwrap_or(1.0);
    asked(input, most, speed)
}

/// `most` are the vendor's own limits.
fn asked<'a>(input: &mut Reader<'a>, most: usize, speed: f64) -> Asked<'a> {
    let text = input.needed_text("text", most).to_owned();
    input.number("stability", 0.0..=1.0);
    input.choice("apply_text_normalization", &["auto", "on", "off"]);
    let timestamps = input.flag("timestamps").unwrap_or(false);
    let voice = voice(input);
    let plan = Plan::Speech(Speech { voice, speed, timestamps });
    Asked { prompt: Some(text), seed: None, pictures: Vec::new(), sound: None, plan }
}

/// A name or an id, where the vendor takes ids only. Of ids any will do: there are thousands.
fn voice(input: &mut Reader<'_>) -> String {
    let name = input.text("voice").unwrap_or("Rachel");
    let is_id = name.len() == ID && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let voice = Voice::called(name).map(|voice| voice.id);
    if voice.is_none() && !is_id {
        input.fault("voice", "value_error", "The voice was not found");
    }
    voice.unwrap_or(name).to_owned()
}
