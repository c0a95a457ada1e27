//! What is said of models agrees with what happens when they are asked.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::*;
use crate::catalog::{AspectRatio, Options};
use crate::price::Quantity;
use crate::request::{Facts, Family, Mode, Request, SIZE_PRESETS, WarningCode};
use crate::size::Size;
use crate::{Catalog, Kind, MicroUsd, Model, Timestamp};

const NOW: Timestamp = Timestamp::from_millis(0);

fn catalog() -> Catalog {
    Catalog::shipped().unwrap()
}

#[test]
fn every_default_is_what_the_chooser_takes() {
    let catalog = catalog();
    let shown = defaults(&catalog, NOW);
    for (family, kind, mode, given, model) in [
        (Family::Legacy, Kind::Image, Mode::TextToImage, "prompt", "flux_2_pro"),
        (Family::Studio, Kind::Image, Mode::TextToImage, "prompt", "seedream_4"),
        (Family::Studio, Kind::Image, Mode::ImageToImage, "prompt reference_image_urls", "nano_banana"),
        (Family::Legacy, Kind::Video, Mode::TextToVideo, "prompt", "runway_gen4"),
        (Family::Legacy, Kind::Video, Mode::ImageToVideo, "image_url prompt", "runway_gen4"),
        (Family::Studio, Kind::Video, Mode::TextToVideo, "prompt", "kling_2_6"),
        (Family::Studio, Kind::Video, Mode::ImageToVideo, "image_url prompt", "kling_2_6"),
        (Family::Legacy, Kind::Avatar, Mode::ScriptToAvatar, "avatar_id script", "heygen"),
        (Family::Studio, Kind::Avatar, Mode::ScriptToAvatar, "avatar_id script", "heygen"),
        (Family::Studio, Kind::Avatar, Mode::AudioToAvatar, "audio_url image_url", "kling_avatar"),
        (Family::Legacy, Kind::Tts, Mode::TextToSpeech, "text", "openai_tts"),
        (Family::Studio, Kind::Tts, Mode::TextToSpeech, "text", "openai_tts"),
        (Family::Legacy, Kind::Composite, Mode::Composite, "clips", "compositor"),
    ] {
        let mut found = shown.iter().filter(|it| {
            let mut fields = it.given.clone();
            fields.sort();
            it.family == family && it.kind == kind && it.mode == mode && fields.join(" ") == given
        });
        assert_eq!(found.next().map(|it| it.model.as_str()), Some(model), "{family:?} {kind:?} {given}");
        assert_eq!(found.next(), None, "{family:?} {kind:?} {given} twice");
    }
}

#[test]
fn every_model_has_prices_and_each_is_the_quote_of_its_request() {
    let catalog = catalog();
    for model in catalog.models() {
        let examples = price_examples(model, &catalog, NOW);
        assert!(!examples.is_empty(), "{}", model.id);
        for example in examples {
            let read = Request::read_at(model.kind, example.family, &example.request, &catalog, NOW).unwrap();
            assert_eq!(read.model(), model.id);
            let plan = read.quote(&Facts::default(), &catalog).unwrap();
            assert_eq!(
                (example.cost_cents, example.credits),
                (plan.quote, plan.quote.credits()),
                "{example:?}"
            );
        }
    }
}

#[test]
fn no_kind_loses_a_price_example() {
    let catalog = catalog();
    let cents = |kind, id| -> BTreeMap<String, i64> {
        let examples = price_examples(catalog.model(kind, id).unwrap(), &catalog, NOW);
        examples.into_iter().map(|it| (it.what, it.cost_cents.get())).collect()
    };
    let flux = cents(Kind::Image, "flux_2_pro");
    assert_eq!((flux.len(), flux["1024 × 1024, one picture"], flux["1080 × 1920, one picture"]), (6, 4, 5));
    assert_eq!(cents(Kind::Image, "seedream_4").len(), 4);
    assert_eq!(
        cents(Kind::Video, "kling_2_6"),
        [("10 s at 720p".into(), 47), ("5 s at 720p".into(), 24)].into()
    );
    let kling = cents(Kind::Avatar, "kling_avatar");
    assert_eq!((kling.len(), kling["a recording of 30 s, at 720p"]), (4, 185));
    assert_eq!(cents(Kind::Avatar, "veed").len(), 1);
    for id in ["openai_tts", "elevenlabs", "heygen"] {
        assert_eq!(cents(Kind::Tts, id).len(), 2, "{id}");
    }
    assert_eq!(cents(Kind::Composite, "compositor")["30 s at 1080p"], 9);
}

#[test]
fn videos_are_compared_from_the_cheapest_to_the_dearest() {
    let compared = video_comparison(&catalog());
    let shown: Vec<(&str, u32, i64)> =
        compared.iter().map(|it| (it.model.as_str(), it.default_duration, it.cost_cents.get())).collect();
    assert_eq!(
        shown,
        [
            ("kling_2_6", 5, 24),
            ("luma_ray3", 5, 33),
            ("kling_3_0", 5, 47),
            ("runway_gen4", 5, 66),
            ("seedance_pro", 5, 83),
            ("veo_3_1", 6, 132),
        ]
    );
}

fn about(model: &Model) -> (String, String) {
    let good = format!("{}; {}", model.strengths, model.best_for.join("; "));
    (good.to_lowercase(), model.weak_at.join("; ").to_lowercase())
}

/// What the model makes of text, as the warning knows it.
fn draws_text(model: &Model) -> Option<bool> {
    match &model.options {
        Options::Image(options) => Some(options.draws_text),
        Options::Video(_) => Some(false),
        _ => None,
    }
}

#[test]
fn every_model_has_short_phrases_that_its_warnings_do_not_contradict() {
    for model in catalog().models() {
        for phrases in [&model.best_for, &model.weak_at] {
            assert!(!phrases.is_empty(), "{}", model.id);
            assert!(
                phrases.iter().all(|phrase| (5..=80).contains(&phrase.len())),
                "{}: {phrases:?}",
                model.id
            );
        }
        let (good, weak) = about(model);
        if let Some(draws_text) = draws_text(model) {
            let praised = good.replace("weak at text", "");
            let praised = praised.contains("text") || praised.contains("typography");
            assert_eq!(praised, draws_text, "{}: {good}", model.id);
            assert_eq!(weak.contains("text in the picture"), !draws_text, "{}: {weak}", model.id);
        }
    }
}

#[test]
fn the_guidance_says_what_was_asked_of_it() {
    let catalog = catalog();
    for (kind, id, good, weak) in [
        (Kind::Image, "flux_2_pro", "photograph", "text"),
        (Kind::Image, "gpt_image_1_5", "text", "9:16"),
        (Kind::Image, "seedream_4", "photorealistic", "text"),
        (Kind::Image, "nano_banana", "edits", "text"),
        (Kind::Image, "nano_banana_pro", "edits", "dearest"),
        (Kind::Video, "kling_2_6", "physics", "text"),
        (Kind::Video, "kling_3_0", "physics", "text"),
        (Kind::Video, "luma_ray3", "cinematic motion", "fast cuts"),
        (Kind::Video, "veo_3_1", "highest quality", "dearest"),
        (Kind::Tts, "elevenlabs", "cloned voices", "dearest"),
        (Kind::Tts, "openai_tts", "speed and price", "cloned"),
    ] {
        let (said_good, said_weak) = about(catalog.model(kind, id).unwrap());
        assert!(said_good.contains(good) && said_weak.contains(weak), "{id}: {said_good} / {said_weak}");
    }
}

/// The list price of the same for every model of a kind: of a picture of 1024 × 1024, of 10 seconds, of 1,000 characters.
fn compared_price(model: &Model) -> MicroUsd {
    let resolution = match &model.options {
        Options::Image(options) => model.price_key(&options.sizes.native_for(Size::new(1024, 1024)).unwrap()),
        _ => "720p".to_owned(),
    };
    let quantity = Quantity {
        size: Some(Size::new(1024, 1024)),
        resolution,
        // Veo is not sold in 10 seconds.
        millis: if model.id == "veo_3_1" { 8_000 } else { 10_000 },
        characters: 1000,
        references: 0,
    };
    let price = model.price.list_price(&quantity).unwrap();
    MicroUsd::new(price.get() * 10_000 / i64::try_from(quantity.millis).unwrap())
}

#[test]
fn the_dearest_and_the_cheapest_are_called_so() {
    let catalog = catalog();
    for kind in [Kind::Image, Kind::Video, Kind::Avatar, Kind::Tts] {
        let prices: Vec<MicroUsd> = catalog.of_kind(kind).map(compared_price).collect();
        let (least, most) = (prices.iter().min().unwrap(), prices.iter().max().unwrap());
        for model in catalog.of_kind(kind) {
            let (good, weak) = about(model);
            assert_eq!(weak.contains("price: the dearest"), compared_price(model) == *most, "{}", model.id);
            assert!(!good.contains("lowest price") || compared_price(model) == *least, "{}", model.id);
        }
    }
}

fn read(kind: Kind, body: &Value) -> Request {
    Request::read(kind, Family::Studio, body, &catalog())
        .unwrap_or_else(|errors| panic!("{body}: {errors:?}"))
}

#[test]
fn every_prompt_example_is_taken_by_its_model_and_warned_of_nothing_new() {
    let catalog = catalog();
    for pattern in catalog.prompt_patterns() {
        assert!((2..=3).contains(&pattern.examples.len()), "{:?}", pattern.kind);
        for example in &pattern.examples {
            let request = read(pattern.kind, &example.body(pattern.kind));
            assert_eq!(
                (request.model(), request.prompt()),
                (example.model.as_str(), Some(example.prompt.as_str()))
            );
            let plan = request.quote(&Facts::default(), &catalog).unwrap();
            let warnings = plan.warnings(catalog.model(pattern.kind, &example.model).unwrap());
            let new = warnings.iter().filter(|warning| warning.code != WarningCode::Silent);
            assert_eq!(new.count(), 0, "{}: {warnings:?}", example.prompt);
        }
    }
}

#[test]
fn every_size_preset_is_taken_and_has_a_ratio() {
    let catalog = catalog();
    for Size { width, height } in SIZE_PRESETS {
        let body = json!({"prompt": "x", "width": width, "height": height});
        let taken = Request::read(Kind::Image, Family::Legacy, &body, &catalog).is_ok();
        assert!(taken && AspectRatio::of_size(Size::new(width, height)).is_some(), "{width} × {height}");
    }
}

#[test]
fn every_place_of_a_pattern_is_explained() {
    let kinds: Vec<Kind> = catalog().prompt_patterns().iter().map(|pattern| pattern.kind).collect();
    assert_eq!(kinds, [Kind::Image, Kind::Video, Kind::Avatar, Kind::Tts], "a composite has no prompt");
    for pattern in catalog().prompt_patterns() {
        let places = pattern.pattern.matches('{').count();
        assert_eq!(places, pattern.slots.len(), "{}", pattern.pattern);
        for slot in &pattern.slots {
            assert!(pattern.pattern.contains(&format!("{{{}}}", slot.name)), "{}", slot.name);
            assert!(!slot.about.is_empty() && !slot.examples.is_empty(), "{}", slot.name);
        }
        assert!(!pattern.tips.is_empty());
    }
    let tips = |kind| {
        let of_kind =
            catalog().prompt_patterns().iter().filter(move |it| it.kind == kind).cloned().collect::<Vec<_>>();
        json!(of_kind).to_string()
    };
    assert!(tips(Kind::Video).contains("looks still") && tips(Kind::Video).contains("is vertical"));
}
