//! Each limit of a route, just kept and just broken.

use serde_json::{Value, json};

use super::super::{Facts, Family, Length};
use super::*;
use crate::brand::BrandKit;
use crate::catalog::{AspectRatio, PromptUnit};
use crate::{Catalog, Kind, KitId, Model, TeamId, Timestamp, UserId};

fn plan(kind: Kind, body: &Value, facts: &Facts) -> Plan {
    let catalog = Catalog::shipped().unwrap();
    Request::read(kind, Family::Studio, body, &catalog).unwrap().quote(facts, &catalog).unwrap()
}

fn model(plan: &Plan) -> Model {
    let catalog = Catalog::shipped().unwrap();
    catalog.model(plan.request.kind(), plan.request.model()).unwrap().clone()
}

/// What the model's first route does not take, if it had these limits.
fn misfits(plan: &Plan, limits: RouteLimits) -> Vec<Misfit> {
    let route = Route { limits, ..model(plan).routes[0].clone() };
    plan.demand().misfits(&route)
}

fn prompt(most: usize, unit: PromptUnit) -> RouteLimits {
    RouteLimits { prompt: Some(PromptLimit { most, unit }), ..RouteLimits::default() }
}

#[test]
fn a_prompt_is_counted_in_the_units_of_the_route() {
    let text = "zwei 𝄞 für";
    let video = plan(Kind::Video, &json!({"prompt": text, "provider": "veo_3_1"}), &Facts::default());
    for (unit, length) in [
        (PromptUnit::Characters, 10),
        (PromptUnit::Utf16, 11),
        (PromptUnit::Bytes, 14),
        (PromptUnit::Words, 3),
    ] {
        assert_eq!(misfits(&video, prompt(length, unit)), [], "{unit:?}");
        assert_eq!(misfits(&video, prompt(length - 1, unit)), [Misfit::Prompt], "{unit:?}");
    }
}

#[test]
fn all_that_becomes_part_of_the_prompt_counts() {
    let now = Timestamp::from_millis(0);
    let kit = BrandKit {
        id: KitId::new(now, [0; 10]),
        team_id: TeamId::new("t"),
        user_id: UserId::new("u"),
        name: "Acme".to_owned(),
        colors: vec!["#aa0000".to_owned()],
        fonts: Vec::new(),
        logo: None,
        voice: Some("calm".to_owned()),
        created_at: now,
        updated_at: now,
    };
    let body =
        json!({"prompt": "a cat", "provider": "flux_2_pro", "style": "woodcut", "negative_prompt": "dogs"});
    let facts = Facts { kit: Some(kit), ..Facts::default() };
    let (plain, branded) = (plan(Kind::Image, &body, &Facts::default()), plan(Kind::Image, &body, &facts));
    let length = |plan: &Plan| plan.applied.prompt.as_ref().unwrap().chars().count();
    assert!(length(&plain) < length(&branded));
    let limits = prompt(length(&plain), PromptUnit::Characters);
    assert_eq!(misfits(&plain, limits.clone()), []);
    assert_eq!(misfits(&branded, limits), [Misfit::Prompt]);
}

#[test]
fn the_text_of_speech_and_the_script_of_an_avatar_are_prompts() {
    let script = "a".repeat(60);
    let avatar = json!({"script": script, "provider": "heygen", "avatar_id": "a"});
    for (kind, body) in [(Kind::Tts, json!({"text": script})), (Kind::Avatar, avatar)] {
        let plan = plan(kind, &body, &Facts::default());
        assert_eq!(misfits(&plan, prompt(60, PromptUnit::Characters)), [], "{kind:?}");
        assert_eq!(misfits(&plan, prompt(59, PromptUnit::Characters)), [Misfit::Prompt], "{kind:?}");
    }
}

#[test]
fn lengths_shapes_sizes_and_files_have_limits() {
    let video = json!({"prompt": "x", "provider": "seedance_pro", "duration": 10, "aspect_ratio": "1:1"});
    let video = plan(Kind::Video, &video, &Facts::default());
    let references = ["https://example.com/a.png", "https://example.com/b.png"];
    let image = json!({"prompt": "x", "provider": "seedream_4", "reference_image_urls": references});
    let image = plan(Kind::Image, &image, &Facts::default());
    let avatar = json!({
        "provider": "veed", "image_url": "https://example.com/a.png", "audio_url": "https://example.com/a.mp3",
    });
    let facts = Facts { lengths: vec![Length::Unknown, Length::Exactly(30_001)], ..Facts::default() };
    let (known, unknown) =
        (plan(Kind::Avatar, &avatar, &facts), plan(Kind::Avatar, &avatar, &Facts::default()));
    let pixels = image.demand().pixels().unwrap();
    let none = RouteLimits::default;
    for (plan, limits, expected) in [
        (&video, RouteLimits { durations: vec![5, 10], ..none() }, None),
        (&video, RouteLimits { durations: vec![5], ..none() }, Some(Misfit::Duration)),
        (&video, RouteLimits { aspect_ratios: vec![AspectRatio::Square], ..none() }, None),
        (&video, RouteLimits { aspect_ratios: vec![AspectRatio::Wide], ..none() }, Some(Misfit::AspectRatio)),
        (&image, RouteLimits { references: Some(2), ..none() }, None),
        (&image, RouteLimits { references: Some(1), ..none() }, Some(Misfit::References)),
        (&image, RouteLimits { pixels: Some([0, pixels]), ..none() }, None),
        (&image, RouteLimits { pixels: Some([0, pixels - 1]), ..none() }, Some(Misfit::Pixels)),
        (&image, RouteLimits { pixels: Some([pixels + 1, u64::MAX]), ..none() }, Some(Misfit::Pixels)),
        (&known, RouteLimits { audio_seconds: Some([1, 31]), ..none() }, None),
        (&known, RouteLimits { audio_seconds: Some([1, 30]), ..none() }, Some(Misfit::RecordingSeconds)),
        (&known, RouteLimits { audio_seconds: Some([31, 60]), ..none() }, Some(Misfit::RecordingSeconds)),
        (&unknown, RouteLimits { audio_seconds: Some([1, 2]), ..none() }, None),
    ] {
        let expected: Vec<Misfit> = expected.into_iter().collect();
        assert_eq!(misfits(plan, limits.clone()), expected, "{limits:?}");
    }
    let heavy = Demand { recording_bytes: Some(11), ..unknown.demand() };
    let route = |most| {
        let limits = RouteLimits { audio_max_bytes: Some(most), ..none() };
        Route { limits, ..model(&unknown).routes[0].clone() }
    };
    assert_eq!(heavy.misfits(&route(11)), []);
    assert_eq!(heavy.misfits(&route(10)), [Misfit::RecordingBytes]);
}

#[test]
fn a_shape_that_follows_from_a_picture_is_not_known_before_the_picture_is() {
    let body = json!({"prompt": "x", "provider": "veo_3_1", "image_url": "https://example.com/a.png"});
    let plan = plan(Kind::Video, &body, &Facts::default());
    let limits = RouteLimits { aspect_ratios: vec![AspectRatio::Tall], ..RouteLimits::default() };
    assert_eq!(misfits(&plan, limits), []);
}

#[test]
fn what_no_amount_helps_is_no_complaint() {
    let speech = plan(
        Kind::Tts,
        &json!({"text": "x", "provider": "elevenlabs", "output_format": "wav"}),
        &Facts::default(),
    );
    let model = model(&speech);
    let fal = model.route("fal").unwrap();
    assert_eq!(speech.demand().misfits(fal), [Misfit::Unable]);
    assert_eq!(speech.demand().complaints(&model, &[fal]), []);
}

#[test]
fn a_route_that_takes_one_picture_takes_no_video_of_several() {
    let body = json!({"prompt": "x", "provider": "seedance_pro", "reference_image_urls": ["https://x/a", "https://x/b"]});
    let video = plan(Kind::Video, &body, &Facts::default());
    let model = model(&video);
    let fitting = model.routes.iter().filter(|route| video.demand().fits(route));
    assert_eq!(fitting.map(|route| route.name.as_str()).collect::<Vec<_>>(), ["byteplus"]);
    let fal = model.route("fal").unwrap();
    assert_eq!(video.demand().misfits(fal), [Misfit::References]);
    let [complaint] = &video.demand().complaints(&model, &[fal])[..] else { panic!("one complaint") };
    assert_eq!(complaint.field, "reference_image_urls");
    assert_eq!(complaint.message, "must be at most 1 picture for seedance_pro at the moment, got 2");
}

#[test]
fn a_complaint_names_the_most_that_any_usable_route_takes() {
    let text = "é".repeat(3000);
    let body = json!({"prompt": text, "provider": "veo_3_1", "aspect_ratio": "9:16"});
    let plan = plan(Kind::Video, &body, &Facts::default());
    let model = model(&plan);
    let limited = |limits: RouteLimits| Route { limits, ..model.route("runway").unwrap().clone() };
    let (short, longer) =
        (limited(prompt(1000, PromptUnit::Utf16)), limited(prompt(5000, PromptUnit::Bytes)));
    let told = |living: &[&Route]| {
        let complaints = plan.demand().complaints(&model, living);
        complaints.into_iter().map(|it| format!("{} {}", it.field, it.message)).collect::<Vec<_>>()
    };
    let tail = "with everything that becomes part of it.";
    assert_eq!(
        told(&[&short]),
        [format!(
            "prompt is too long for veo_3_1 at the moment. It takes 1000 UTF-16 units, and this makes 3000 {tail}"
        )]
    );
    assert_eq!(
        told(&[&short, &longer]),
        [format!(
            "prompt is too long for veo_3_1 at the moment. It takes 5000 bytes of UTF-8, and this makes 6000 {tail}"
        )]
    );
    let ratios = limited(RouteLimits { aspect_ratios: vec![AspectRatio::Wide], ..RouteLimits::default() });
    assert_eq!(told(&[&ratios]), ["aspect_ratio must be 16:9 for veo_3_1 at the moment, got '9:16'"]);
    let square = vec![AspectRatio::Square];
    let both = limited(RouteLimits { aspect_ratios: square, ..prompt(1000, PromptUnit::Utf16) });
    assert_eq!(
        told(&[&both, &ratios]),
        ["aspect_ratio must be 16:9 for veo_3_1 at the moment, got '9:16'"],
        "a square would be refused for the prompt"
    );
}
