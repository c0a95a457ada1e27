//! Pictures as they are asked for.

use serde_json::{Value, json};

use super::*;
use crate::Cents;
use crate::catalog::Input;
use crate::fields::FieldError;
use crate::request::{Mode, Plan, Request, planned};

fn planned(body: &Value) -> Result<Plan, Vec<FieldError>> {
    plan(Family::Legacy, body)
}

fn plan(family: Family, body: &Value) -> Result<Plan, Vec<FieldError>> {
    planned::planned(Kind::Image, family, body)
}

#[test]
fn a_prompt_alone_gets_every_default() {
    let plan = planned(&json!({"prompt": "a red bicycle"})).unwrap();
    assert_eq!(plan.quote, Cents::new(4));
    insta::assert_json_snapshot!(crate::request::settings(&plan.request, &plan.applied), @r#"
    {
      "prompt": "a red bicycle",
      "provider": "flux_2_pro",
      "width": 1024,
      "height": 1024,
      "num_variants": 1,
      "negative_prompt": null,
      "seed": null,
      "applied": {
        "native_width": 1024,
        "native_height": 1024
      }
    }
    "#);
}

#[test]
fn each_broken_rule_names_its_field() {
    for (body, field) in [
        (json!({}), "prompt"),
        (json!({"prompt": ""}), "prompt"),
        (json!({"prompt": "x".repeat(2001)}), "prompt"),
        (json!({"prompt": "x", "provider": "dall_e"}), "provider"),
        (json!({"prompt": "x", "width": 255}), "width"),
        (json!({"prompt": "x", "height": 2049}), "height"),
        (json!({"prompt": "x", "width": 2048, "height": 256}), "width"),
        (json!({"prompt": "x", "width": "1024"}), "width"),
        (json!({"prompt": "x", "num_variants": 5}), "num_variants"),
        (json!({"prompt": "x", "negative_prompt": "x".repeat(501)}), "negative_prompt"),
        (json!({"prompt": "x", "seed": -1}), "seed"),
        (json!({"prompt": "x", "metadata": {"a": "x".repeat(2048)}}), "metadata"),
        (json!({"prompt": "x", "metadata": {"": "x"}}), "metadata"),
        (json!({"prompt": "x", "seed": MAX_SEED, "num_variants": 2}), "seed"),
        (json!({"prompt": "x", "width": 255, "height": 800}), "width"),
        (json!({"prompt": "x", "drive_folder_id": "0198"}), "drive_folder_id"),
        (json!({"prompt": "x", "style": "anime"}), "style"),
    ] {
        let errors = planned(&body).unwrap_err();
        assert_eq!(errors.len(), 1, "{body}: {errors:?}");
        assert_eq!(errors[0].field, field, "{body}");
    }
}

#[test]
fn variants_are_rounded_up_together_not_each() {
    let plan = planned(&json!({"prompt": "x", "num_variants": 4})).unwrap();
    assert_eq!(plan.quote, Cents::new(14), "4 × 3.3 cents, rounded once");
}

#[test]
fn a_negative_prompt_is_folded_in_and_reported() {
    let plan = planned(&json!({"prompt": "a cat", "negative_prompt": "dogs"})).unwrap();
    assert_eq!(plan.applied.prompt.as_deref(), Some("a cat\n\nAvoid: dogs"));
    let settings = crate::request::settings(&plan.request, &plan.applied);
    assert_eq!(settings["applied"]["prompt"], "a cat\n\nAvoid: dogs");
}

#[test]
fn variants_count_up_from_the_seed() {
    let plan = planned(&json!({"prompt": "x", "seed": 7, "num_variants": 2})).unwrap();
    let Request::Image(image) = plan.request else { panic!("a picture") };
    assert_eq!((image.seed_of(0), image.seed_of(1)), (Some(7), Some(8)));
}

const JOB: &str = "job:0198c0de-0000-7000-8000-000000000000";
const PICTURE: &str = "https://example.com/shoe.png";
const MODELS: [&str; 6] =
    ["flux_2_pro", "gpt_image_1_5", "seedream_4", "seedream_4_5", "nano_banana_pro", "nano_banana"];

fn in_family(family: Family, body: &Value) -> Plan {
    plan(family, body).unwrap_or_else(|errors| panic!("{body}: {errors:?}"))
}

fn studio(body: &Value) -> Plan {
    in_family(Family::Studio, body)
}

fn applied(plan: &Plan) -> Value {
    crate::request::settings(&plan.request, &plan.applied)["applied"].clone()
}

/// A body with a prompt and what else is given.
fn with(mut fields: Value) -> Value {
    fields.as_object_mut().unwrap().entry("prompt").or_insert(json!("a cat"));
    fields
}

/// The one complaint there is.
fn refusal(family: Family, body: &Value) -> FieldError {
    let errors = plan(family, body).expect_err(&body.to_string());
    assert_eq!(errors.len(), 1, "{body}: {errors:?}");
    errors.into_iter().next().unwrap()
}

#[test]
fn a_prompt_alone_gets_every_default_of_the_studio() {
    let plan = studio(&json!({"prompt": "a cat"}));
    assert_eq!((plan.quote, plan.metered), (Cents::new(4), None));
    assert_eq!((plan.request.mode(), plan.request.variants()), (Mode::TextToImage, 1));
    assert_eq!(
        crate::request::settings(&plan.request, &plan.applied),
        json!({
            "prompt": "a cat", "provider": "seedream_4", "width": 1080, "height": 1080, "num_variants": 1,
            "negative_prompt": null, "seed": null, "aspect_ratio": "1:1", "resolution": "1080p",
            "applied": {"native_width": 1080, "native_height": 1080},
        })
    );
    let edited = studio(&json!({"prompt": "a cat", "reference_image_url": PICTURE}));
    assert_eq!((edited.request.model(), edited.request.mode()), ("nano_banana", Mode::ImageToImage));
}

#[test]
fn an_explicit_default_is_the_same_request() {
    for (family, explicit) in [
        (
            Family::Legacy,
            json!({"provider": "flux_2_pro", "width": 1024, "height": 1024, "num_variants": 1, "seed": null}),
        ),
        (
            Family::Studio,
            json!({"provider": "seedream_4", "aspect_ratio": "1:1", "resolution": "1080p", "brand_colors": []}),
        ),
    ] {
        let canonical = |body: &Value| in_family(family, body).request.canonical();
        assert_eq!(canonical(&with(explicit)), canonical(&with(json!({}))));
    }
    let canonical = |body: Value| studio(&with(body)).request.canonical();
    assert_eq!(
        canonical(json!({"reference_image_url": PICTURE, "reference_image_urls": [JOB]})),
        canonical(json!({"reference_image_urls": [PICTURE, format!("{JOB}/0")], "provider": "nano_banana"}))
    );
}

#[test]
fn a_refused_value_names_what_is_allowed() {
    use Family::{Legacy, Studio};
    for (family, body, field, expected) in [
        (
            Legacy,
            json!({"provider": "seedream_4"}),
            "provider",
            "flux_2_pro or gpt_image_1_5, got 'seedream_4'",
        ),
        (Studio, json!({"provider": "dall_e"}), "provider", &*crate::sentence::or(&MODELS)),
        (Legacy, json!({"width": 255}), "width", "from 256 to 2048"),
        (Legacy, json!({"height": 4096}), "height", "from 256 to 2048"),
        (Legacy, json!({"width": 2048, "height": 682}), "width", "factor of 3 at most, got 2048 by 682"),
        (Legacy, json!({"num_variants": 0}), "num_variants", "from 1 to 4"),
        (Studio, json!({"num_variants": 5}), "num_variants", "from 1 to 4"),
        (Legacy, json!({"negative_prompt": "x".repeat(501)}), "negative_prompt", "1 to 500"),
        (Legacy, json!({"seed": 1, "provider": "gpt_image_1_5"}), "seed", "not supported by gpt_image_1_5"),
        (Studio, json!({"seed": 1, "provider": "seedream_4"}), "seed", "not supported by seedream_4"),
        (Studio, json!({"seed": 0, "provider": "seedream_4_5"}), "seed", "not supported by seedream_4_5"),
        (Studio, json!({"prompt": "x".repeat(4001)}), "prompt", "1 to 4000"),
        (Studio, json!({"aspect_ratio": "21:9"}), "aspect_ratio", "16:9, 9:16, 1:1, 4:5 or 3:4, got '21:9'"),
        (Studio, json!({"resolution": "4k"}), "resolution", "720p or 1080p, got '4k'"),
        (Studio, json!({"style": "x".repeat(65)}), "style", "1 to 64"),
        (Studio, json!({"language": "x".repeat(17)}), "language", "1 to 16"),
        (Studio, json!({"brand_colors": vec!["#112233"; 6]}), "brand_colors", "at most 5"),
        (Studio, json!({"brand_colors": ["#112233", "112233"]}), "brand_colors[1]", "#1a2b3c"),
        (Studio, json!({"brand_colors": ["#11223g"]}), "brand_colors[0]", "#1a2b3c"),
        (Studio, json!({"brand_colors": "#112233"}), "brand_colors", "list"),
        (Studio, json!({"brand_kit_id": "x"}), "brand_kit_id", "not a brand kit"),
        (Studio, json!({"reference_image_urls": vec![PICTURE; 5]}), "reference_image_urls", "at most 4"),
        (Studio, json!({"width": 1024}), "width", "not a field"),
        (Legacy, json!({"aspect_ratio": "1:1"}), "aspect_ratio", "not a field"),
        (Legacy, json!({"reference_image_url": PICTURE}), "reference_image_url", "not a field"),
    ] {
        let FieldError { field: refused, message } = refusal(family, &with(body.clone()));
        assert_eq!(refused, field, "{body}");
        assert!(message.contains(expected), "{body}: {message}");
    }
}

#[test]
fn every_mistake_is_reported_at_once() {
    let body = json!({
        "prompt": 1, "provider": "dall_e", "aspect_ratio": "2:1", "resolution": "4k", "num_variants": 9,
        "negative_prompt": "", "seed": "x", "style": "", "language": 1, "brand_colors": ["red"],
        "brand_kit_id": "x", "reference_image_url": "ftp://x", "reference_image_urls": ["x", PICTURE],
        "drive_folder_id": "x", "metadata": 1, "width": 1,
    });
    let errors = plan(Family::Studio, &body).unwrap_err();
    let mut fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    fields.sort_unstable();
    let mut expected: Vec<&str> = body.as_object().unwrap().keys().map(String::as_str).collect();
    for (list, entry) in
        [("brand_colors", "brand_colors[0]"), ("reference_image_urls", "reference_image_urls[0]")]
    {
        *expected.iter_mut().find(|field| **field == list).unwrap() = entry;
    }
    expected.sort_unstable();
    assert_eq!(fields, expected);
}

#[test]
fn each_model_has_its_price() {
    let with_references = |model: &str, references: usize, variants: u32| {
        with(json!({
            "provider": model, "reference_image_urls": vec![PICTURE; references], "num_variants": variants,
        }))
    };
    // References, variants, cents; 1080 × 1080.
    for (model, prices) in [
        ("flux_2_pro", [(0, 1, 5), (0, 4, 20), (1, 1, 12), (4, 1, 32), (2, 4, 73)]),
        ("gpt_image_1_5", [(0, 1, 4), (0, 4, 15), (1, 1, 5), (4, 1, 6), (2, 4, 20)]),
        ("seedream_4", [(0, 1, 4), (0, 4, 14), (1, 1, 4), (4, 1, 4), (2, 4, 14)]),
        ("seedream_4_5", [(0, 1, 5), (0, 4, 18), (1, 1, 5), (4, 1, 5), (2, 4, 18)]),
        ("nano_banana_pro", [(0, 1, 15), (0, 4, 59), (1, 1, 15), (4, 1, 16), (2, 4, 60)]),
        ("nano_banana", [(0, 1, 5), (0, 4, 18), (1, 1, 5), (4, 1, 5), (2, 4, 18)]),
    ] {
        for (references, variants, cents) in prices {
            let body = with_references(model, references, variants);
            assert_eq!(studio(&body).quote, Cents::new(cents), "{model}, {references} to {variants}");
        }
    }
    for (model, size, cents) in [
        ("flux_2_pro", (256, 256), 4),
        ("flux_2_pro", (1024, 1024), 4),
        ("flux_2_pro", (1025, 1024), 5),
        ("flux_2_pro", (1600, 900), 5),
        ("flux_2_pro", (2048, 2048), 9),
        ("gpt_image_1_5", (1024, 1024), 4),
        ("gpt_image_1_5", (1920, 1080), 6),
        ("gpt_image_1_5", (1080, 1920), 6),
    ] {
        let body = with(json!({"provider": model, "width": size.0, "height": size.1}));
        assert_eq!(in_family(Family::Legacy, &body).quote, Cents::new(cents), "{model}, {size:?}");
    }
}

#[test]
fn the_native_size_of_a_free_size_shows() {
    for (model, asked, native) in [
        ("flux_2_pro", (256, 256), (256, 256)),
        ("flux_2_pro", (1000, 600), (1008, 608)),
        ("flux_2_pro", (1600, 900), (1600, 912)),
        ("flux_2_pro", (2048, 683), (2048, 688)),
        ("flux_2_pro", (2048, 2048), (2048, 2048)),
        ("gpt_image_1_5", (256, 256), (1024, 1024)),
        ("gpt_image_1_5", (2048, 2048), (1024, 1024)),
        ("gpt_image_1_5", (1920, 1080), (1536, 1024)),
        ("gpt_image_1_5", (1080, 1920), (1024, 1536)),
        ("gpt_image_1_5", (600, 1800), (1024, 1536)),
    ] {
        let body = with(json!({"provider": model, "width": asked.0, "height": asked.1}));
        let plan = in_family(Family::Legacy, &body);
        let native = json!({"native_width": native.0, "native_height": native.1});
        assert_eq!(size_applied(&plan), native, "{body}");
        let Request::Image(image) = plan.request else { panic!("a picture") };
        assert_eq!((image.width, image.height), asked, "the file has what was asked");
    }
}

#[test]
fn the_native_size_of_a_ratio_shows() {
    let pixels = |width: u32, height: u32| json!({"native_width": width, "native_height": height});
    let tier = |width: u32, height: u32, ratio: &str, resolution: &str| {
        json!({
            "native_width": width, "native_height": height, "native_aspect_ratio": ratio,
            "native_resolution": resolution,
        })
    };
    for (model, ratio, resolution, native) in [
        ("flux_2_pro", "16:9", "1080p", pixels(1920, 1088)),
        ("flux_2_pro", "4:5", "720p", pixels(720, 912)),
        ("gpt_image_1_5", "9:16", "1080p", pixels(1024, 1536)),
        ("gpt_image_1_5", "4:5", "1080p", pixels(1024, 1536)),
        ("seedream_4", "16:9", "720p", pixels(1280, 720)),
        ("seedream_4", "1:1", "720p", pixels(960, 960)),
        ("seedream_4", "3:4", "1080p", pixels(1080, 1440)),
        ("seedream_4_5", "1:1", "1080p", pixels(1920, 1920)),
        ("seedream_4_5", "9:16", "720p", pixels(1440, 2560)),
        ("nano_banana_pro", "16:9", "720p", tier(1366, 768, "16:9", "1K")),
        ("nano_banana_pro", "16:9", "1080p", tier(2731, 1536, "16:9", "2K")),
        ("nano_banana_pro", "1:1", "1080p", tier(2048, 2048, "1:1", "2K")),
        ("nano_banana", "1:1", "720p", tier(1024, 1024, "1:1", "1K")),
        ("nano_banana", "16:9", "1080p", tier(1366, 768, "16:9", "1K")),
    ] {
        let body = with(json!({"provider": model, "aspect_ratio": ratio, "resolution": resolution}));
        assert_eq!(size_applied(&studio(&body)), native, "{body}");
    }
}

/// Without what becomes of it, which the tests of the warnings have.
fn size_applied(plan: &Plan) -> Value {
    let mut applied = applied(plan);
    let fields = applied.as_object_mut().unwrap();
    fields.retain(|name, _| name.starts_with("native"));
    applied
}

#[test]
fn a_route_that_makes_free_sizes_is_asked_for_the_nearest() {
    let catalog = Catalog::shipped().unwrap();
    let model = catalog.model(Kind::Image, "gpt_image_1_5").unwrap();
    for (asked, by_model, by_route) in [
        ((1024, 1024), (1024, 1024), (1024, 1024)),
        ((1080, 1920), (1024, 1536), (1088, 1920)),
        ((1920, 1080), (1536, 1024), (1920, 1088)),
        ((1080, 1350), (1024, 1536), (1088, 1360)),
        ((256, 256), (1024, 1024), (1024, 1024)),
        ((256, 768), (1024, 1536), (592, 1776)),
        ((2048, 2048), (1024, 1024), (1440, 1440)),
    ] {
        let body = with(json!({"provider": model.id, "width": asked.0, "height": asked.1}));
        let mut plan = in_family(Family::Legacy, &body);
        for (route, expected) in
            [("openai", by_model), ("openai_2_6", by_route), ("openai_2_5", by_route), ("fal_2_5", by_model)]
        {
            plan.applied.take_route(&plan.request, model.route(route).unwrap());
            let native = plan.applied.native().unwrap().size;
            assert_eq!((native.width, native.height), expected, "{route} {asked:?}");
        }
    }
}

#[test]
fn a_resolution_is_the_short_side_of_every_ratio() {
    for (ratio, small, large) in [
        ("1:1", (720, 720), (1080, 1080)),
        ("16:9", (1280, 720), (1920, 1080)),
        ("9:16", (720, 1280), (1080, 1920)),
        ("4:5", (720, 900), (1080, 1350)),
        ("3:4", (720, 960), (1080, 1440)),
    ] {
        for (resolution, size) in [("720p", small), ("1080p", large)] {
            for model in MODELS {
                let body = with(json!({"provider": model, "aspect_ratio": ratio, "resolution": resolution}));
                let Request::Image(image) = studio(&body).request else { panic!("a picture") };
                assert_eq!((image.width, image.height), size, "{body}");
            }
        }
    }
}

#[test]
fn additions_become_part_of_the_prompt_of_every_model() {
    let additions = json!({
        "style": "product", "language": "de", "brand_colors": ["#112233", "#AABBCC"], "negative_prompt": "dogs",
    });
    for model in MODELS {
        let mut body = with(additions.clone());
        body["provider"] = json!(model);
        let plan = studio(&body);
        assert_eq!(
            applied(&plan)["prompt"],
            "a cat\n\nStyle: product photograph, plain backdrop, soft studio light, sharp focus on the \
             product\n\nAny text in the picture is in this language: de\n\nBrand colours: #112233, \
             #AABBCC\n\nAvoid: dogs"
        );
        let settings = crate::request::settings(&plan.request, &plan.applied);
        for (name, asked) in body.as_object().unwrap() {
            assert_eq!(&settings[name], asked, "{name}: what was asked stays readable");
        }
        assert_eq!(applied(&studio(&with(json!({"provider": model}))))["prompt"], Value::Null);
    }
}

#[test]
fn what_is_folded_in_counts_towards_the_limit_of_the_model() {
    let body =
        |style: Option<&str>| json!({"prompt": "x".repeat(4000), "provider": "flux_2_pro", "style": style});
    studio(&body(None));
    let FieldError { field, message } = refusal(Family::Studio, &body(Some("woodcut")));
    assert_eq!(field, "prompt");
    assert!(message.contains("flux_2_pro. It takes 4000 characters, and this makes 4016"), "{message}");
    for model in ["gpt_image_1_5", "seedream_4", "seedream_4_5", "nano_banana_pro", "nano_banana"] {
        studio(&json!({"prompt": "x".repeat(4000), "provider": model, "style": "anime"}));
    }
}

#[test]
fn references_keep_their_order_and_are_brought_in() {
    let plan = studio(&with(json!({
        "reference_image_url": PICTURE, "reference_image_urls": [format!("{JOB}/2"), "https://x/2.png", JOB],
    })));
    assert_eq!(plan.request.input(), Input::Images);
    let sources = plan.request.sources();
    let names: Vec<String> = sources.iter().map(|file| file.source.to_string()).collect();
    assert_eq!(names, [PICTURE, &format!("{JOB}/2"), "https://x/2.png", JOB]);
    assert!(sources.iter().all(|file| file.role == InputRole::Reference));
    let long = format!("https://x/{}", "a".repeat(2039));
    for named in ["ftp://x/a.png", "/etc/passwd", "data:image/png;base64,AA", "job:7", "asset:7", &long] {
        let single = with(json!({"reference_image_url": named}));
        assert_eq!(refusal(Family::Studio, &single).field, "reference_image_url", "{named}");
        let second = with(json!({"reference_image_urls": [PICTURE, named]}));
        assert_eq!(refusal(Family::Studio, &second).field, "reference_image_urls[1]", "{named}");
    }
}

#[test]
fn seeds_are_for_the_models_that_have_them() {
    for model in MODELS {
        let body = with(json!({"provider": model, "seed": 7, "num_variants": 4}));
        let planned = plan(Family::Studio, &body);
        match model {
            "flux_2_pro" | "nano_banana_pro" | "nano_banana" => {
                let Request::Image(image) = planned.unwrap().request else { panic!("a picture") };
                let seeds: Vec<_> = (0..4).map(|variant| image.seed_of(variant)).collect();
                assert_eq!(seeds, [Some(7), Some(8), Some(9), Some(10)]);
            }
            _ => assert_eq!(planned.unwrap_err()[0].field, "seed", "{model}"),
        }
    }
}

#[test]
fn a_stored_request_is_read_back_as_it_was() {
    for body in [
        json!({"style": "anime", "brand_colors": ["#112233"], "language": "de", "metadata": {"a": "b"}}),
        json!({"reference_image_urls": [PICTURE, JOB], "seed": 1, "negative_prompt": "dogs"}),
    ] {
        let request = studio(&with(body)).request;
        let stored = serde_json::to_value(&request).unwrap();
        assert_eq!(serde_json::from_value::<Request>(stored).unwrap(), request);
    }
}
