//! `HeyGen`'s Avatar IV: a picture, or a digital twin of theirs, speaks a text or a recording.

use super::short_side;
use crate::fal::asked::{Asked, Clip, Plan, Source, Track};
use crate::fal::make::Extra;
use crate::fal::reader::Reader;
use crate::fal::sizes::{Frame, by_ratio};

const MOST_LETTERS: usize = 5000;
const RESOLUTIONS: &[&str] = &["360p", "480p", "540p", "720p", "1080p"];

pub(super) fn image<'a>(input: &mut Reader<'a>) -> Asked<'a> {
    let pictures = input.needed_url("image_url").into_iter().collect();
    let sound = input.url("audio_url");
    let text = input.text("prompt").filter(|text| !text.is_empty());
    let voice = input.text("voice").unwrap_or_default().to_owned();
    input.text("expression");
    input.choice("talking_style", &["stable", "expressive"]);
    input.flag("caption");
    input.object("background", |background| {
        background.choice("type", &["color", "image", "video"]);
        background.text("value");
    });
    let frame = frame(input);
    asked(input, "prompt", pictures, sound, Said { text, voice, speed: 1.0 }, frame)
}

pub(super) fn twin<'a>(input: &mut Reader<'a>) -> Asked<'a> {
    let avatar = input.object("character", |character| {
        // Hundreds of names, all of which will do.
        character.needed_text("avatar", usize::MAX);
    });
    input.need("character", avatar);
    let said = input.object("voice", |voice| {
        let text = voice.text("prompt").filter(|text| !text.is_empty());
        let (name, id) = (voice.text("voice"), voice.text("voice_id"));
        let speed = voice.number("speed", 0.5..=2.0).unwrap_or(1.0);
        Said { text, voice: id.or(name).unwrap_or_default().to_owned(), speed }
    });
    let said = input.need("voice", said).unwrap_or_default();
    let sound = input.url("audio_url");
    let frame = frame(input);
    asked(input, "voice.prompt", Vec::new(), sound, said, frame)
}

#[derive(Debug, Default)]
struct Said<'a> {
    text: Option<&'a str>,
    voice: String,
    speed: f64,
}

fn frame(input: &mut Reader<'_>) -> Frame {
    let ratio = input.choice("aspect_ratio", &["16:9", "9:16", "1:1"]).unwrap_or("16:9");
    let short = short_side(input.choice("resolution", RESOLUTIONS).unwrap_or("720p"));
    Frame::Fixed(by_ratio(ratio, short))
}

/// A recording wins over a text.
fn asked<'a>(
    input: &mut Reader<'a>,
    name: &str,
    pictures: Vec<Source<'a>>,
    sound: Option<Source<'a>>,
    Said { text, voice, speed }: Said<'a>,
    frame: Frame,
) -> Asked<'a> {
    if sound.is_none() && text.is_none() {
        input.fault(name, "missing", "Either a text or audio_url must be provided");
    }
    if text.is_some_and(|text| text.chars().count() > MOST_LETTERS) {
        input.fault(name, "sequence_too_long", "Input should have at most 5000 characters");
    }
    let track = match sound {
        Some(_) => Track::Recording,
        None => Track::Script { voice, speed },
    };
    let plan = Plan::Clip(Clip { frame, track, extra: Extra::Nothing });
    Asked { prompt: text.map(str::to_owned), seed: None, pictures, sound, plan }
}
