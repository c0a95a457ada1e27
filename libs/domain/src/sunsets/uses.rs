//! What a model is bought for. Routes differ in what they can do, so a model with two routes may have only one for a
//! script, a format or a voice.

use crate::Timestamp;
use crate::catalog::{AvatarOptions, Input, Model, Options, Route, SpeechOptions};

/// A use, by name, and whether a route can do it on a day.
type Use<'a> = (&'static str, Box<dyn Fn(&Route, Timestamp) -> bool + 'a>);

pub(super) fn of(model: &Model) -> Vec<Use<'_>> {
    match &model.options {
        Options::Image(options) if options.references == 0 => vec![words()],
        Options::Video(options) if options.references.is_some() => vec![words(), pictures(), references()],
        Options::Image(_) | Options::Video(_) => vec![words(), pictures()],
        Options::Avatar(options) => of_avatar(options),
        Options::Speech(options) => of_speech(options),
        Options::Composite(_) => Vec::new(),
    }
}

fn words<'a>() -> Use<'a> {
    ("words alone", Box::new(|route, _| route.silent && route.wire_model(Input::WordsOnly).is_some()))
}

fn pictures<'a>() -> Use<'a> {
    ("pictures", Box::new(|route, _| route.silent && route.wire_model(Input::Images).is_some()))
}

fn references<'a>() -> Use<'a> {
    ("reference pictures", Box::new(|route, _| route.silent && route.wire_model(Input::References).is_some()))
}

fn of_avatar(options: &AvatarOptions) -> Vec<Use<'_>> {
    let mut uses: Vec<Use<'_>> = vec![("recordings", Box::new(|_, _| true))];
    if options.script_max_characters.is_some() {
        uses.push(("scripts", Box::new(|route, _| route.takes_script)));
    }
    uses
}

fn of_speech(options: &SpeechOptions) -> Vec<Use<'_>> {
    let voice = |day| options.default_voice(day).unwrap_or_default();
    let first = options.formats.first().copied();
    let mut uses: Vec<Use<'_>> = Vec::new();
    for format in options.formats.iter().copied() {
        uses.push((format.as_str(), Box::new(move |route, day| route.speaks(voice(day), None, format))));
    }
    if let (Some(format), Some([_, fastest])) = (first, options.speed) {
        let at_speed = move |route: &Route, day| route.speaks(voice(day), Some(fastest), format);
        uses.push(("another speed", Box::new(at_speed)));
    }
    // A voice that is on no list is one that the account has made for itself.
    if options.voices.is_empty() {
        uses.push(("voices of one's own", Box::new(|route, _| route.voices.is_empty())));
    }
    uses
}
