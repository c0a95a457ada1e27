//! Videos as they are asked for.

use serde_json::{Value, json};

use super::choose::listed;
use super::*;
use crate::Cents;
use crate::fields::FieldError;
use crate::request::{Mode, Plan, Request, planned, settings};
use crate::size::Size;

const JOB: &str = "job:0198c0de-0000-7000-8000-000000000000";
const FRAME: &str = "https://example.com/frame.png";

fn planned(family: Family, body: &Value) -> Result<Plan, Vec<FieldError>> {
    planned::planned(Kind::Video, family, body)
}

fn legacy(body: &Value) -> Plan {
    planned(Family::Legacy, body).unwrap_or_else(|errors| panic!("{body}: {errors:?}"))
}

fn studio(body: &Value) -> Plan {
    planned(Family::Studio, body).unwrap_or_else(|errors| panic!("{body}: {errors:?}"))
}

fn video(plan: Plan) -> VideoRequest {
    let Request::Video(video) = plan.request else { panic!("a video") };
    video
}

/// A body with a prompt and what else is given.
fn with(mut fields: Value) -> Value {
    let prompt = json!("a boat");
    fields.as_object_mut().unwrap().entry("prompt").or_insert(prompt);
    fields
}

/// The one complaint there is.
fn refusal(family: Family, body: &Value) -> FieldError {
    let errors = planned(family, body).expect_err(&body.to_string());
    assert_eq!(errors.len(), 1, "{body}: {errors:?}");
    errors.into_iter().next().unwrap()
}

fn named(errors: &[FieldError]) -> Vec<&str> {
    errors.iter().map(|error| error.field.as_str()).collect()
}

#[test]
fn a_prompt_alone_gets_every_default() {
    let plan = legacy(&json!({"prompt": "a boat"}));
    assert_eq!(plan.quote, Cents::new(66));
    assert_eq!(plan.metered, None, "a video is as long as it was ordered");
    insta::assert_json_snapshot!(settings(&plan.request, &plan.applied), @r#"
    {
      "prompt": "a boat",
      "provider": "runway_gen4",
      "image_url": null,
      "duration": 5,
      "aspect_ratio": "16:9",
      "applied": {
        "aspect_ratio": "16:9"
      }
    }
    "#);
    let plan = studio(&json!({"prompt": "a boat"}));
    assert_eq!((plan.quote, plan.request.model()), (Cents::new(24), "kling_2_6"));
    assert_eq!((plan.request.mode(), plan.request.variants()), (Mode::TextToVideo, 1));
}

#[test]
fn an_explicit_default_is_the_same_request() {
    for (family, explicit) in [
        (
            Family::Legacy,
            json!({"provider": "runway_gen4", "duration": 5, "image_url": null, "metadata": {}}),
        ),
        (Family::Studio, json!({"provider": "kling_2_6", "duration": 5, "brand_colors": [], "style": null})),
    ] {
        let canonical = |body: &Value| planned(family, body).unwrap().request.canonical();
        assert_eq!(canonical(&with(explicit)), canonical(&with(json!({}))));
    }
}

#[test]
fn each_broken_rule_names_its_field_and_what_is_allowed() {
    use Family::{Legacy, Studio};
    let long = |characters: usize| json!({"prompt": "x".repeat(characters), "provider": "luma_ray3"});
    for (family, body, field, expected) in [
        (Legacy, json!({}), "prompt", "is required"),
        (Legacy, json!({"prompt": " "}), "prompt", "must not be empty"),
        (Legacy, json!({"prompt": 7}), "prompt", "must be text"),
        (Legacy, long(2001), "prompt", "1 to 2000"),
        (Studio, long(4001), "prompt", "1 to 4000"),
        (Legacy, with(json!({"provider": "sora"})), "provider", "runway_gen4 or luma_ray3"),
        (Legacy, with(json!({"provider": "kling_2_6"})), "provider", "runway_gen4 or luma_ray3"),
        (
            Studio,
            with(json!({"provider": "sora"})),
            "provider",
            "runway_gen4, luma_ray3, kling_2_6, kling_3_0, veo_3_1 or seedance_pro",
        ),
        (Legacy, with(json!({"duration": 1})), "duration", "from 2 to 10"),
        (Legacy, with(json!({"duration": 11})), "duration", "from 2 to 10"),
        (Legacy, with(json!({"duration": 2.5})), "duration", "whole number"),
        (Legacy, with(json!({"duration": "5"})), "duration", "whole number"),
        (Studio, with(json!({"duration": 7})), "duration", "4, 5, 6, 8 or 10"),
        (Studio, with(json!({"duration": 2, "provider": "runway_gen4"})), "duration", "4, 5, 6, 8 or 10"),
        (Legacy, with(json!({"aspect_ratio": "4:5"})), "aspect_ratio", "16:9, 9:16 or 1:1"),
        (Studio, with(json!({"aspect_ratio": "3:4"})), "aspect_ratio", "16:9, 9:16 or 1:1"),
        (Legacy, with(json!({"drive_folder_id": "0198"})), "drive_folder_id", "not a folder"),
        (Legacy, with(json!({"metadata": {"a": "x".repeat(2048)}})), "metadata", "2048 bytes"),
        (Studio, with(json!({"brand_kit_id": "0198"})), "brand_kit_id", "not a brand kit"),
        (Studio, with(json!({"brand_colors": ["#12345"]})), "brand_colors[0]", "#1a2b3c"),
        (Studio, with(json!({"brand_colors": ["#123456", "red"]})), "brand_colors[1]", "#1a2b3c"),
        (Studio, with(json!({"brand_colors": vec!["#123456"; 6]})), "brand_colors", "at most 5"),
        (Studio, with(json!({"style": "x".repeat(65)})), "style", "1 to 64"),
        (Studio, with(json!({"reference_image_urls": vec![FRAME; 5]})), "reference_image_urls", "at most 4"),
        (Studio, with(json!({"reference_image_urls": FRAME})), "reference_image_urls", "list"),
    ] {
        let FieldError { field: refused, message } = refusal(family, &body);
        assert_eq!(refused, field, "{body}");
        assert!(message.contains(expected), "{body}: {message}");
    }
}

#[test]
fn what_only_the_studio_has_is_unknown_to_the_legacy_route() {
    for field in ["style", "brand_kit_id", "brand_colors", "reference_image_urls", "resolution", "seed"] {
        let expected = refusal(Family::Legacy, &with(json!({field: null})));
        assert_eq!(expected.field, field);
        assert!(expected.message.contains("not a field"), "{}", expected.message);
    }
    for field in ["negative_prompt", "seed", "language", "num_variants"] {
        assert_eq!(refusal(Family::Studio, &with(json!({field: 1}))).field, field);
    }
}

#[test]
fn every_mistake_is_reported_at_once() {
    let body = json!({
        "prompt": "", "duration": 99, "aspect_ratio": "2:1", "image_url": "ftp://x", "brand_colors": ["red"],
        "reference_image_urls": ["https://x", "x"], "style": 1, "provider": "sora", "metadata": 1, "sound": true,
    });
    let errors = planned(Family::Studio, &body).unwrap_err();
    let mut fields = named(&errors);
    fields.sort_unstable();
    assert_eq!(
        fields,
        [
            "aspect_ratio",
            "brand_colors[0]",
            "duration",
            "image_url",
            "metadata",
            "prompt",
            "provider",
            "reference_image_urls[1]",
            "sound",
            "style"
        ]
    );
    // What a model lacks comes together with everything else.
    let body = json!({
        "prompt": "x".repeat(4000), "provider": "runway_gen4", "aspect_ratio": "1:1", "duration": 10,
        "brand_colors": ["red"],
    });
    let errors = planned(Family::Studio, &body).unwrap_err();
    assert_eq!(named(&errors), ["brand_colors[0]", "aspect_ratio", "prompt"]);
}

#[test]
fn each_model_has_its_lengths() {
    for (model, has, default) in [
        ("kling_2_6", &[5, 10][..], 5),
        ("kling_3_0", &[4, 5, 6, 8, 10], 5),
        ("veo_3_1", &[4, 6, 8], 6),
        ("seedance_pro", &[5, 10], 5),
        ("luma_ray3", &[5, 10], 5),
        ("runway_gen4", &[4, 5, 6, 8, 10], 5),
    ] {
        assert_eq!(video(studio(&with(json!({"provider": model})))).duration, default, "{model}");
        for seconds in STUDIO_SECONDS {
            let body = with(json!({"provider": model, "duration": seconds}));
            if has.contains(&seconds) {
                assert_eq!(video(studio(&body)).duration, seconds, "{model}");
            } else {
                let FieldError { field, message } = refusal(Family::Studio, &body);
                assert_eq!(field, "duration");
                assert!(message.contains(model) && message.contains(&listed(has)), "{message}");
            }
        }
    }
    for seconds in 2..=10 {
        assert_eq!(
            video(legacy(&with(json!({"provider": "runway_gen4", "duration": seconds})))).duration,
            seconds
        );
        let luma = with(json!({"provider": "luma_ray3", "duration": seconds}));
        if seconds % 5 == 0 {
            assert_eq!(video(legacy(&luma)).duration, seconds);
        } else {
            assert!(refusal(Family::Legacy, &luma).message.contains("5 or 10"));
        }
    }
}

#[test]
fn each_model_has_its_shapes() {
    for (model, from_words, from_a_frame) in [
        ("kling_2_6", &["16:9", "9:16", "1:1"][..], &["16:9", "9:16", "1:1"][..]),
        ("kling_3_0", &["16:9", "9:16", "1:1"], &["16:9", "9:16", "1:1"]),
        ("veo_3_1", &["16:9", "9:16"], &["16:9", "9:16"]),
        ("seedance_pro", &["16:9", "9:16", "1:1"], &["16:9", "9:16", "1:1"]),
        ("luma_ray3", &["16:9", "9:16", "1:1"], &["16:9", "9:16", "1:1"]),
        ("runway_gen4", &["16:9", "9:16"], &["16:9", "9:16", "1:1"]),
    ] {
        for ratio in ["16:9", "9:16", "1:1"] {
            for (has, frame) in [(from_words, None), (from_a_frame, Some(FRAME))] {
                let body = with(json!({"provider": model, "aspect_ratio": ratio, "image_url": frame}));
                if has.contains(&ratio) {
                    let plan = studio(&body);
                    assert_eq!(plan.applied.aspect_ratio.unwrap().as_str(), ratio);
                    assert_eq!(video(plan).aspect_ratio.unwrap().as_str(), ratio);
                } else {
                    let FieldError { field, message } = refusal(Family::Studio, &body);
                    assert_eq!(field, "aspect_ratio");
                    assert!(
                        message.contains(model) && message.contains(&crate::sentence::or(has)),
                        "{message}"
                    );
                }
            }
        }
    }
}

#[test]
fn each_model_has_its_own_limit_of_words() {
    for (model, most) in [("runway_gen4", 1000), ("kling_2_6", 2500), ("kling_3_0", 3072)] {
        let body = |characters: usize| json!({"prompt": "é".repeat(characters), "provider": model});
        studio(&body(most));
        let FieldError { field, message } = refusal(Family::Studio, &body(most + 1));
        assert_eq!(field, "prompt");
        assert!(message.contains(model) && message.contains(&most.to_string()), "{message}");
    }
    for model in ["veo_3_1", "luma_ray3", "seedance_pro"] {
        studio(&json!({"prompt": "é".repeat(4000), "provider": model}));
    }
    // Runway counts as UTF-16 does.
    let faces = |count: usize| json!({"prompt": "😀".repeat(count), "provider": "runway_gen4"});
    legacy(&faces(500));
    assert_eq!(refusal(Family::Legacy, &faces(501)).field, "prompt");
    // What is folded in counts.
    let styled = json!({"prompt": "x".repeat(2500), "provider": "kling_2_6", "style": "anime"});
    assert!(refusal(Family::Studio, &styled).message.contains("everything that becomes part of it"));
}

#[test]
fn without_a_provider_the_first_that_can_do_the_rest_is_taken() {
    for (body, model) in [
        (json!({}), "runway_gen4"),
        (json!({"provider": null}), "runway_gen4"),
        (json!({"duration": 7}), "runway_gen4"),
        (json!({"duration": 10, "aspect_ratio": "9:16"}), "runway_gen4"),
        (json!({"aspect_ratio": "1:1"}), "luma_ray3"),
        (json!({"aspect_ratio": "1:1", "duration": 10}), "luma_ray3"),
        (json!({"aspect_ratio": "1:1", "image_url": FRAME}), "runway_gen4"),
        (json!({"aspect_ratio": "1:1", "image_url": FRAME, "duration": 3}), "runway_gen4"),
    ] {
        assert_eq!(legacy(&with(body.clone())).request.model(), model, "{body}");
    }
    // A mistake elsewhere is not blamed on the models.
    let errors =
        planned(Family::Legacy, &with(json!({"aspect_ratio": "1:1", "duration": 7, "image_url": "x"})));
    assert_eq!(named(&errors.unwrap_err()), ["image_url"]);
}

#[test]
fn each_model_has_its_price() {
    for (model, prices) in [
        ("runway_gen4", &[(4, 53), (5, 66), (6, 80), (8, 106), (10, 132)][..]),
        ("luma_ray3", &[(5, 33), (10, 99)]),
        ("kling_2_6", &[(5, 24), (10, 47)]),
        ("kling_3_0", &[(4, 37), (5, 47), (6, 56), (8, 74), (10, 93)]),
        ("veo_3_1", &[(4, 88), (6, 132), (8, 176)]),
        ("seedance_pro", &[(5, 83), (10, 165)]),
    ] {
        for (seconds, cents) in prices {
            let body = with(json!({"provider": model, "duration": seconds}));
            assert_eq!(studio(&body).quote, Cents::new(*cents), "{model}, {seconds} s");
            let from_a_frame = with(json!({"provider": model, "duration": seconds, "image_url": FRAME}));
            assert_eq!(studio(&from_a_frame).quote, Cents::new(*cents), "{model}, {seconds} s, with a frame");
        }
    }
    for (seconds, cents) in [(2, 27), (3, 40), (7, 93), (9, 119)] {
        let body = with(json!({"provider": "runway_gen4", "duration": seconds}));
        assert_eq!(legacy(&body).quote, Cents::new(cents), "{seconds} s");
    }
}

#[test]
fn a_frame_is_an_address_or_a_result_of_a_job() {
    for (named, shown) in [
        (FRAME.to_owned(), FRAME.to_owned()),
        (JOB.to_owned(), JOB.to_owned()),
        (format!("{JOB}/0"), JOB.to_owned()),
        (format!("{JOB}/3"), format!("{JOB}/3")),
    ] {
        for family in [Family::Legacy, Family::Studio] {
            let plan = planned(family, &with(json!({"image_url": named}))).unwrap();
            assert_eq!((plan.request.mode(), plan.request.input()), (Mode::ImageToVideo, Input::Images));
            assert_eq!(settings(&plan.request, &plan.applied)["image_url"], json!(shown));
            let sources = plan.request.sources();
            let [SourceFile { field, role: InputRole::StartFrame, source }] = &sources[..] else {
                panic!("{sources:?}")
            };
            assert_eq!((field.as_str(), source.to_string()), ("image_url", shown.clone()));
        }
    }
    let long = format!("https://x/{}", "a".repeat(2039));
    for named in ["ftp://x/a.png", "/etc/passwd", "data:image/png;base64,AA", "job:7", "asset:7", &long] {
        for family in [Family::Legacy, Family::Studio] {
            assert_eq!(refusal(family, &with(json!({"image_url": named}))).field, "image_url", "{named}");
        }
        let listed = with(json!({"reference_image_urls": [named]}));
        assert_eq!(refusal(Family::Studio, &listed).field, "reference_image_urls[0]", "{named}");
    }
}

#[test]
fn the_first_reference_is_the_start_frame_where_there_is_no_other() {
    let plan = studio(&with(
        json!({"reference_image_urls": [FRAME], "aspect_ratio": "1:1", "provider": "runway_gen4"}),
    ));
    assert_eq!((plan.request.mode(), plan.request.input()), (Mode::ImageToVideo, Input::Images));
    let [SourceFile { field, role, source }] = &plan.request.sources()[..] else { panic!("one source") };
    assert_eq!((field.as_str(), *role), ("reference_image_urls", InputRole::StartFrame));
    assert_eq!(source.to_string(), FRAME);
    assert_eq!(video(plan).start_frame().unwrap().to_string(), FRAME);
}

const VIDEO_MODELS: [&str; 6] =
    ["runway_gen4", "luma_ray3", "kling_2_6", "kling_3_0", "veo_3_1", "seedance_pro"];

/// Every model, or none, with 0 to 4 references, with and without a start frame. Five are refused by their number.
fn pictures_in_every_number() -> Vec<(Option<&'static str>, usize, Value)> {
    let models = VIDEO_MODELS.map(Some).into_iter().chain([None]);
    let numbers = (0..=4).flat_map(|references| [(references, false), (references, true)]);
    let body = |model: Option<&str>, references: usize, has_frame: bool| {
        let frame = has_frame.then_some(JOB);
        with(json!({"provider": model, "reference_image_urls": vec![FRAME; references], "image_url": frame}))
    };
    let rows = models
        .flat_map(|model| numbers.clone().map(move |(references, has_frame)| (model, references, has_frame)));
    rows.map(|(model, references, has_frame)| {
        (model, references + usize::from(has_frame), body(model, references, has_frame))
    })
    .collect()
}

/// How many pictures each model takes: one is the start frame.
fn most(model: &str) -> usize {
    match model {
        "seedance_pro" => 4,
        "veo_3_1" => 3,
        _ => 1,
    }
}

#[test]
fn several_references_go_to_the_models_that_take_them_and_are_refused_elsewhere_with_what_each_takes() {
    for (model, pictures, body) in pictures_in_every_number() {
        let (has_frame, references) =
            (body["image_url"].is_string(), body["reference_image_urls"].as_array().unwrap().len());
        let most = model.map_or(4, most);
        if pictures <= 1 || (!has_frame && references <= most) {
            let mode = studio(&body).request.mode();
            assert_eq!(mode == Mode::ReferenceToVideo, pictures > 1, "{body}");
            continue;
        }
        let FieldError { field, message } = refusal(Family::Studio, &body);
        assert_eq!(field, "reference_image_urls", "{body}");
        assert!(message.contains(&format!("got {references}")), "{message}");
        for each in
            if has_frame { &["seedance_pro (up to 4)", "veo_3_1 (up to 3)"][..] } else { &VIDEO_MODELS }
        {
            assert!(message.contains(each), "{message} says nothing of {each}");
        }
    }
}

#[test]
fn the_complaint_of_too_many_pictures_reads_well() {
    let told = |model: &str, references: usize, frame: Option<&str>| {
        let body =
            json!({"provider": model, "reference_image_urls": vec![FRAME; references], "image_url": frame});
        refusal(Family::Studio, &with(body)).message
    };
    assert_eq!(
        told("veo_3_1", 4, None),
        "must be at most 3 pictures for veo_3_1, got 4. seedance_pro takes 4, runway_gen4, luma_ray3, kling_2_6 and \
         kling_3_0 take 1."
    );
    assert_eq!(
        told("kling_2_6", 2, None),
        "must be at most 1 picture (it is the start frame) for kling_2_6, got 2. seedance_pro takes 4, veo_3_1 takes 3, \
         runway_gen4, luma_ray3 and kling_3_0 take 1."
    );
    assert_eq!(
        told("veo_3_1", 1, Some(FRAME)),
        "cannot go with image_url, which is the start frame, got 1 picture. Leave one of the two out. Two or more \
         references without image_url are taken by veo_3_1 (up to 3) and seedance_pro (up to 4)."
    );
}

#[test]
fn a_video_of_references_has_its_own_lengths_and_shapes() {
    let several = |fields: Value| {
        let mut body = with(fields);
        body["reference_image_urls"] = json!([FRAME, JOB]);
        body
    };
    // The first that takes the rest, and its length.
    for (fields, model, seconds) in [
        (json!({}), "seedance_pro", 5),
        (json!({"duration": 10}), "seedance_pro", 10),
        (json!({"duration": 8}), "veo_3_1", 8),
        (json!({"provider": "veo_3_1"}), "veo_3_1", 8),
        (json!({"provider": "veo_3_1", "aspect_ratio": "9:16"}), "veo_3_1", 8),
    ] {
        let plan = studio(&several(fields.clone()));
        let ratio = fields["aspect_ratio"].as_str().unwrap_or("16:9");
        assert_eq!(plan.applied.aspect_ratio.unwrap().as_str(), ratio, "{fields}");
        let sources = plan.request.sources();
        assert!(
            sources.iter().all(|it| it.role == InputRole::Reference && it.field == "reference_image_urls")
        );
        let named: Vec<String> = sources.iter().map(|it| it.source.to_string()).collect();
        assert_eq!(named, [FRAME, JOB], "{fields}");
        let video = video(plan);
        assert_eq!((video.provider.as_str(), video.duration), (model, seconds), "{fields}");
        assert_eq!((video.input(), video.start_frame()), (Input::References, None));
    }
    for (fields, field, allowed) in [
        (
            json!({"provider": "veo_3_1", "duration": 4}),
            "duration",
            "8 for veo_3_1 with several references, got 4",
        ),
        (
            json!({"provider": "veo_3_1", "aspect_ratio": "1:1"}),
            "aspect_ratio",
            "with several references, got 1:1",
        ),
    ] {
        let error = refusal(Family::Studio, &several(fields));
        assert_eq!(error.field, field);
        assert!(error.message.contains(allowed), "{}", error.message);
    }
}

#[test]
fn what_is_adapted_shows() {
    let colors = ["#112233", "#FFffff"];
    for (fields, applied) in [
        (json!({}), json!({"aspect_ratio": "16:9"})),
        (json!({"aspect_ratio": "9:16"}), json!({"aspect_ratio": "9:16"})),
        // Known once the frame is.
        (json!({"image_url": FRAME}), json!({})),
        (json!({"reference_image_urls": [FRAME]}), json!({})),
        (json!({"image_url": FRAME, "aspect_ratio": "1:1"}), json!({"aspect_ratio": "1:1"})),
        (
            json!({"style": "cinematic"}),
            json!({
                "aspect_ratio": "16:9",
                "prompt": "a boat\n\nStyle: cinematic, dramatic light, shallow depth of field, colour grading as in a film",
            }),
        ),
        (
            json!({"style": "woodcut", "brand_colors": colors}),
            json!({
                "aspect_ratio": "16:9",
                "prompt": "a boat\n\nStyle: woodcut\n\nBrand colours: #112233, #FFffff",
            }),
        ),
    ] {
        let plan = studio(&with(fields.clone()));
        let settings = settings(&plan.request, &plan.applied);
        assert_eq!(settings["applied"], applied, "{fields}");
        // What was asked stays readable, whatever became of it.
        assert_eq!(settings["prompt"], "a boat");
        for (name, value) in fields.as_object().unwrap() {
            assert_eq!(&settings[name], value, "{name}");
        }
    }
}

#[test]
fn of_the_shapes_a_model_has_the_one_nearest_to_the_frame_is_taken() {
    let catalog = Catalog::shipped().unwrap();
    for (model, frame, nearest) in [
        ("runway_gen4", (1920, 1080), "16:9"),
        ("runway_gen4", (1080, 1920), "9:16"),
        ("runway_gen4", (1000, 1000), "1:1"),
        ("runway_gen4", (1200, 1000), "1:1"),
        ("runway_gen4", (1400, 1000), "16:9"),
        ("runway_gen4", (3000, 300), "16:9"),
        ("veo_3_1", (1001, 1000), "16:9"),
        ("veo_3_1", (1000, 1001), "9:16"),
    ] {
        let options = catalog.model(Kind::Video, model).unwrap().video().unwrap();
        let ratio = options.nearest_ratio(Size::new(frame.0, frame.1)).unwrap();
        assert_eq!(ratio.as_str(), nearest, "{model}, {frame:?}");
    }
}

#[test]
fn a_stored_request_is_read_back_as_it_was() {
    for body in [
        json!({"image_url": JOB, "metadata": {"a": "b"}}),
        json!({"style": "anime", "brand_colors": ["#112233"], "reference_image_urls": [FRAME]}),
    ] {
        let request = studio(&with(body)).request;
        let stored = serde_json::to_value(&request).unwrap();
        assert_eq!(serde_json::from_value::<Request>(stored).unwrap(), request);
    }
}
