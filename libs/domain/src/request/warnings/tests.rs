//! Which requests are warned of, and of what.

use serde_json::{Value, json};

use super::*;
use crate::catalog::AspectRatio;
use crate::request::planned::planned;
use crate::request::{Family, settings};
use crate::size::RESOLUTIONS;
use crate::{Catalog, Kind};

fn plan(kind: Kind, family: Family, body: &Value) -> Plan {
    planned(kind, family, body).unwrap_or_else(|errors| panic!("{body}: {errors:?}"))
}

fn warnings_of(plan: &Plan) -> Vec<Warning> {
    let catalog = Catalog::shipped().unwrap();
    plan.warnings(catalog.model(plan.request.kind(), plan.request.model()).unwrap())
}

/// `code field`.
fn told(kind: Kind, family: Family, body: &Value) -> Vec<String> {
    let warnings = warnings_of(&plan(kind, family, body));
    warnings.iter().map(|it| format!("{} {}", it.code.as_str(), it.field)).collect()
}

#[test]
fn each_kind_is_warned_of_what_it_does_not_expect() {
    use Family::{Legacy, Studio};
    let clips = |end: u32| json!([{"source": "https://example.com/a.mp4", "start": 0, "end": end}]);
    let composite = |fields: Value| {
        let mut body = json!({"aspect_ratio": "9:16", "resolution": "720p", "clips": clips(10)});
        body.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        body
    };
    let avatar = |script: &str| json!({"avatar_id": "a", "script": script});
    let gpt = |fields: Value| {
        let mut body = json!({"prompt": "x", "provider": "gpt_image_1_5"});
        body.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        body
    };
    for (kind, family, body, expected) in [
        (Kind::Image, Legacy, json!({"prompt": "a red bicycle"}), &[][..]),
        (Kind::Image, Legacy, json!({"prompt": "a sign that says OPEN"}), &["text_drawn_poorly prompt"]),
        (Kind::Image, Legacy, gpt(json!({"prompt": "a sign that says OPEN"})), &[]),
        (
            Kind::Image,
            Legacy,
            gpt(json!({"width": 1080, "height": 1920})),
            &["cropped width", "enlarged width"],
        ),
        (Kind::Image, Legacy, gpt(json!({"width": 2048, "height": 2048})), &["enlarged width"]),
        (
            Kind::Image,
            Studio,
            gpt(json!({"aspect_ratio": "9:16"})),
            &["cropped aspect_ratio", "enlarged resolution"],
        ),
        (Kind::Video, Legacy, json!({"prompt": "a boat"}), &["silent provider"]),
        (
            Kind::Video,
            Studio,
            json!({"prompt": "a \"SALE\" sign"}),
            &["silent provider", "text_drawn_poorly prompt"],
        ),
        (Kind::Avatar, Legacy, avatar("Hello."), &[]),
        (Kind::Avatar, Legacy, avatar(&"word ".repeat(200)), &["long_for_placements script"]),
        (Kind::Avatar, Legacy, json!({"avatar_id": "a", "audio_url": "https://example.com/a.mp3"}), &[]),
        (
            Kind::Avatar,
            Legacy,
            json!({"avatar_id": "a", "audio_url": "https://example.com/a.mp3", "max_seconds": 61}),
            &["long_for_placements audio_url"],
        ),
        (Kind::Tts, Legacy, json!({"text": "He says \"hello\"."}), &[]),
        (Kind::Tts, Legacy, json!({"text": "word ".repeat(200)}), &["long_for_placements text"]),
        (Kind::Composite, Legacy, composite(json!({})), &[]),
        (Kind::Composite, Legacy, composite(json!({"clips": clips(60)})), &[]),
        (Kind::Composite, Legacy, composite(json!({"clips": clips(61)})), &["long_for_placements clips"]),
        (
            Kind::Composite,
            Legacy,
            composite(json!({"clips": [{"source": "https://example.com/a.mp4"}]})),
            &[],
        ),
    ] {
        assert_eq!(told(kind, family, &body), expected, "{body}");
    }
}

#[test]
fn a_crop_says_how_much_and_from_where() {
    let body = json!({"prompt": "x", "provider": "gpt_image_1_5", "aspect_ratio": "9:16"});
    let plan = plan(Kind::Image, Family::Studio, &body);
    let applied = &settings(&plan.request, &plan.applied)["applied"];
    assert_eq!(applied["crop"], json!({"sides": 0.156, "top_and_bottom": 0.0}));
    assert_eq!(applied["enlarged"], json!(1.25));
    let messages: Vec<String> = warnings_of(&plan).into_iter().map(|it| it.message).collect();
    assert_eq!(
        messages,
        [
            "15.6 % of the picture is cut from the sides: gpt_image_1_5 makes it in 1024 × 1536 pixels.",
            "The picture is enlarged 1.25 times: gpt_image_1_5 makes it in 1024 × 1536 pixels.",
        ]
    );
}

/// Which shapes of which models lose a part, in thousandths, or are enlarged, in percent. What is not here is made as asked.
const CHANGED: &[(&str, &str, &str, [u64; 2])] = &[
    ("gpt_image_1_5", "16:9", "720p", [156, 83]),
    ("gpt_image_1_5", "16:9", "1080p", [156, 125]),
    ("gpt_image_1_5", "9:16", "720p", [156, 83]),
    ("gpt_image_1_5", "9:16", "1080p", [156, 125]),
    ("gpt_image_1_5", "1:1", "1080p", [0, 105]),
    ("gpt_image_1_5", "4:5", "720p", [167, 70]),
    ("gpt_image_1_5", "4:5", "1080p", [167, 105]),
    ("gpt_image_1_5", "3:4", "720p", [111, 70]),
    ("gpt_image_1_5", "3:4", "1080p", [111, 105]),
    ("nano_banana", "16:9", "1080p", [0, 141]),
    ("nano_banana", "9:16", "1080p", [0, 141]),
    ("nano_banana", "1:1", "1080p", [0, 105]),
    ("nano_banana", "4:5", "1080p", [0, 118]),
    ("nano_banana", "3:4", "1080p", [0, 122]),
];

#[test]
fn every_model_in_every_ratio_and_resolution_tells_what_becomes_of_it() {
    let catalog = Catalog::shipped().unwrap();
    let mut changed = Vec::new();
    for model in catalog.of_kind(Kind::Image) {
        for ratio in AspectRatio::ALL {
            for resolution in RESOLUTIONS {
                let body = json!({
                    "prompt": "x", "provider": model.id, "aspect_ratio": ratio, "resolution": resolution,
                });
                let plan = plan(Kind::Image, Family::Studio, &body);
                let applied = settings(&plan.request, &plan.applied)["applied"].clone();
                let native = &plan.applied.native().unwrap().size;
                let Request::Image(image) = &plan.request else { panic!() };
                let fitted = Fitted::new(*native, image.size());
                // Whatever is seen is warned of, and whatever is warned of is in `applied`.
                let codes: Vec<WarningCode> = warnings_of(&plan).iter().map(|it| it.code).collect();
                assert_eq!(codes.contains(&WarningCode::Cropped), fitted.is_seen_to_be_cropped(), "{body}");
                assert_eq!(codes.contains(&WarningCode::Enlarged), fitted.is_seen_to_be_enlarged(), "{body}");
                assert_eq!(applied.get("crop").is_some(), fitted.is_cropped(), "{body}");
                assert_eq!(applied.get("enlarged").is_some(), fitted.is_enlarged(), "{body}");
                if !codes.is_empty() {
                    let cut = fitted.sides_per_mille + fitted.top_and_bottom_per_mille;
                    changed.push((model.id.clone(), ratio.as_str(), resolution, [cut, fitted.scale_percent]));
                }
            }
        }
    }
    let changed: Vec<(&str, &str, &str, [u64; 2])> = changed
        .iter()
        .map(|(model, ratio, resolution, change)| (&**model, *ratio, *resolution, *change))
        .collect();
    assert_eq!(changed, CHANGED);
}

#[test]
fn a_code_is_shown_by_its_name() {
    for code in WarningCode::ALL {
        assert_eq!(json!(code), json!(code.as_str()));
    }
}
