//! What a model's commonest requests cost a customer, quoted like any request.

use serde::Serialize;
use serde_json::{Value, json};

use super::sample::{AVATAR, CLIP, PICTURE, PROMPT, RECORDING, TEXT, VOICE, with};
use crate::catalog::{AvatarLook, AvatarOptions, CompositeOptions, Options, SpeechOptions, VideoOptions};
use crate::request::{Facts, Family, Request};
use crate::{Catalog, Cents, Credits, Kind, Model, Timestamp};

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PriceExample {
    /// What is bought: `5 s at 720p`.
    pub what: String,
    pub credits: Credits,
    pub cost_cents: Cents,
    /// The price follows from the length of the result, and this is the most it can be.
    pub at_most: bool,
    pub family: Family,
    /// The request that costs this.
    pub request: Value,
}

struct Sample {
    what: String,
    family: Family,
    body: Value,
}

impl Sample {
    fn new(what: impl Into<String>, family: Family, body: Value) -> Self {
        Self { what: what.into(), family, body }
    }

    fn of_model(self, model: &Model) -> Self {
        if model.kind == Kind::Composite {
            return self;
        }
        Self { body: with(json!({"provider": model.id}), self.body), ..self }
    }
}

/// Each is what a dry run of its request answers.
pub fn price_examples(model: &Model, catalog: &Catalog, now: Timestamp) -> Vec<PriceExample> {
    let own_family = if model.legacy { Family::Legacy } else { Family::Studio };
    let samples = match &model.options {
        Options::Image(options) => pictures(model.legacy, options.references),
        Options::Video(options) => videos(own_family, options),
        Options::Avatar(options) => avatars(own_family, options),
        Options::Speech(options) => speeches(own_family, options, now),
        Options::Composite(options) => composites(options),
    };
    let named = samples.into_iter().map(|sample| sample.of_model(model));
    named.filter_map(|sample| quoted(sample, model, catalog, now)).collect()
}

/// `None`: a deployment's own catalog does not sell this.
fn quoted(sample: Sample, model: &Model, catalog: &Catalog, now: Timestamp) -> Option<PriceExample> {
    let Sample { what, family, body } = sample;
    let request = Request::read_at(model.kind, family, &body, catalog, now).ok()?;
    let plan = request.quote(&Facts::default(), catalog).ok()?;
    let (credits, cost_cents, at_most) = (plan.quote.credits(), plan.quote, plan.metered.is_some());
    Some(PriceExample { what, credits, cost_cents, at_most, family, request: body })
}

fn pictures(is_legacy: bool, references: u32) -> Vec<Sample> {
    let of_pixels = |what, width: u32, height: u32| {
        Sample::new(what, Family::Legacy, json!({"prompt": PROMPT, "width": width, "height": height}))
    };
    let of_ratio = |what, ratio, more| {
        let body = json!({"prompt": PROMPT, "aspect_ratio": ratio, "resolution": "1080p"});
        Sample::new(what, Family::Studio, with(body, more))
    };
    let mut samples = Vec::new();
    if is_legacy {
        samples.push(of_pixels("1024 × 1024, one picture", 1024, 1024));
        samples.push(of_pixels("1080 × 1920, one picture", 1080, 1920));
    }
    samples.push(of_ratio("1:1 at 1080p, one picture", "1:1", json!({})));
    samples.push(of_ratio("9:16 at 1080p, one picture", "9:16", json!({})));
    samples.push(of_ratio("9:16 at 1080p, four pictures", "9:16", json!({"num_variants": 4})));
    if references > 0 {
        let reference = json!({"reference_image_urls": [PICTURE]});
        samples.push(of_ratio("9:16 at 1080p, one picture from one reference", "9:16", reference));
    }
    samples
}

fn videos(family: Family, options: &VideoOptions) -> Vec<Sample> {
    let of_length = |seconds: &u32| {
        let what = format!("{seconds} s at {}", options.resolution);
        Sample::new(what, family, json!({"prompt": PROMPT, "duration": seconds}))
    };
    options.durations.iter().map(of_length).collect()
}

fn avatars(family: Family, options: &AvatarOptions) -> Vec<Sample> {
    let who = match options.look {
        AvatarLook::AvatarId => json!({"avatar_id": AVATAR}),
        AvatarLook::Picture => json!({"image_url": PICTURE}),
    };
    let script =
        options.script_max_characters.map(|_| ("a script of 100 characters", json!({"script": TEXT})));
    let recording = ("a recording of 30 s", json!({"audio_url": RECORDING, "max_seconds": 30}));
    let said: Vec<(&str, Value)> = script.into_iter().chain([recording]).collect();
    let at = |resolution: &String| {
        let of_speech = |(what, speech): &(&str, Value)| {
            let body = with(with(who.clone(), speech.clone()), json!({"resolution": resolution}));
            Sample::new(format!("{what}, at {resolution}"), family, body)
        };
        said.iter().map(of_speech).collect::<Vec<_>>()
    };
    options.resolutions.iter().flat_map(at).collect()
}

fn speeches(family: Family, options: &SpeechOptions, now: Timestamp) -> Vec<Sample> {
    let voice = match options.default_voice(now) {
        Some(_) => json!({}),
        None => json!({"voice_id": VOICE}),
    };
    let of_length = |(what, times): (&str, usize)| {
        Sample::new(what, family, with(json!({"text": TEXT.repeat(times)}), voice.clone()))
    };
    [("100 characters", 1), ("1,000 characters", 10)].map(of_length).into()
}

fn composites(options: &CompositeOptions) -> Vec<Sample> {
    let lengths = options.resolutions.iter().flat_map(|resolution| [15, 30].map(|end| (resolution, end)));
    let of_length = |(resolution, end): (&String, u32)| {
        let clip = json!({"source": CLIP, "start": 0, "end": end});
        let body = json!({"clips": [clip], "aspect_ratio": "9:16", "resolution": resolution});
        Sample::new(format!("{end} s at {resolution}"), Family::Legacy, body)
    };
    lengths.map(of_length).collect()
}
