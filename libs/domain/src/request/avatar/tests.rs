//! Avatars as they are asked for.

use serde_json::{Value, json};

use super::*;
use crate::Cents;
use crate::catalog::Input;
use crate::request::planned::{planned as plan, quoted};
use crate::request::{Mode, NotQuoted, Plan, Request, settings};

const JOB: &str = "job:0198c0de-0000-7000-8000-000000000000";
const AUDIO: &str = "https://example.com/speech.mp3";
const FACE: &str = "https://example.com/face.png";

fn planned(family: Family, body: &Value) -> Result<Plan, Vec<FieldError>> {
    plan(Kind::Avatar, family, body)
}

fn studio(body: &Value) -> Plan {
    planned(Family::Studio, body).unwrap_or_else(|errors| panic!("{body}: {errors:?}"))
}

fn avatar(plan: Plan) -> AvatarRequest {
    let Request::Avatar(avatar) = plan.request else { panic!("an avatar") };
    avatar
}

/// A body with someone who speaks, a script unless there is audio, and what else is given.
fn with(mut fields: Value) -> Value {
    let object = fields.as_object_mut().unwrap();
    match object.get("provider").and_then(Value::as_str) {
        Some("kling_avatar" | "veed") => object.entry("image_url").or_insert(json!(FACE)),
        _ => object.entry("avatar_id").or_insert(json!("Anna_public")),
    };
    if !object.contains_key("audio_url") {
        object.entry("script").or_insert(json!("Hello. This is how I say it, word by word."));
    }
    fields
}

/// The one complaint there is.
fn refusal(family: Family, body: &Value) -> FieldError {
    let errors = planned(family, body).expect_err(&body.to_string());
    assert_eq!(errors.len(), 1, "{body}: {errors:?}");
    errors.into_iter().next().unwrap()
}

#[test]
fn a_script_gets_every_default() {
    for family in [Family::Legacy, Family::Studio] {
        let plan = planned(family, &json!({"avatar_id": "Anna_public", "script": "Hello."})).unwrap();
        assert_eq!((plan.request.mode(), plan.request.prompt()), (Mode::ScriptToAvatar, Some("Hello.")));
        assert_eq!((plan.request.input(), plan.request.variants()), (Input::WordsOnly, 1));
        assert!(plan.request.sources().is_empty());
        assert_eq!(
            settings(&plan.request, &plan.applied),
            json!({
                "provider": "heygen", "script": "Hello.", "audio_url": null, "max_seconds": null,
                "avatar_id": "Anna_public", "voice_id": null, "aspect_ratio": "16:9", "resolution": "720p",
                "applied": {},
            })
        );
    }
}

#[test]
fn audio_is_taken_up_to_a_minute_unless_more_is_asked() {
    for family in [Family::Legacy, Family::Studio] {
        let plan = planned(family, &with(json!({"audio_url": AUDIO}))).unwrap();
        assert_eq!((plan.request.mode(), plan.request.prompt()), (Mode::AudioToAvatar, None));
        let settings = settings(&plan.request, &plan.applied);
        assert_eq!((&settings["max_seconds"], &settings["script"]), (&json!(60), &Value::Null));
        for most in [1, 300] {
            let plan = planned(family, &with(json!({"audio_url": JOB, "max_seconds": most}))).unwrap();
            assert_eq!(avatar(plan).max_seconds, Some(most));
        }
    }
}

#[test]
fn an_explicit_default_is_the_same_request() {
    for (explicit, brief) in [
        (
            json!({"provider": "heygen", "aspect_ratio": "16:9", "resolution": "720p", "audio_url": AUDIO, "max_seconds": 60}),
            json!({"audio_url": AUDIO}),
        ),
        (
            json!({"provider": "kling_avatar", "voice_id": "oversea_male1", "resolution": "720p"}),
            json!({"provider": "kling_avatar"}),
        ),
    ] {
        let canonical = |body: Value| studio(&with(body)).request.canonical();
        assert_eq!(canonical(explicit), canonical(brief));
    }
}

#[test]
fn each_broken_rule_names_its_field_and_what_is_allowed() {
    use Family::{Legacy, Studio};
    let kling = |fields: Value| {
        let mut body = json!({"provider": "kling_avatar"});
        body.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        with(body)
    };
    for (family, body, field, expected) in [
        (Legacy, json!({"avatar_id": "a"}), "script", "or audio_url"),
        (Legacy, json!({"script": "x"}), "avatar_id", "is required for heygen"),
        (
            Studio,
            json!({"script": "x".repeat(40), "provider": "kling_avatar"}),
            "image_url",
            "is required for kling_avatar",
        ),
        (Studio, json!({"audio_url": AUDIO, "provider": "veed"}), "image_url", "is required for veed"),
        (Legacy, with(json!({"script": "x", "audio_url": AUDIO})), "audio_url", "together with script"),
        (Legacy, with(json!({"script": " "})), "script", "must not be empty"),
        (Legacy, with(json!({"script": "x".repeat(5001)})), "script", "1 to 5000"),
        (
            Studio,
            kling(json!({"script": "x".repeat(1001)})),
            "script",
            "at most 1000 characters long for kling_avatar, got 1001",
        ),
        (
            Studio,
            kling(json!({"script": "x".repeat(39)})),
            "script",
            "must be at least 40 characters long for kling_avatar (16 in",
        ),
        (Studio, kling(json!({"script": "你好，世界"})), "script", "and has 5 characters, of which 4"),
        (Studio, with(json!({"provider": "veed"})), "script", "Give an audio_url"),
        (Legacy, with(json!({"audio_url": AUDIO, "max_seconds": 0})), "max_seconds", "from 1 to 300"),
        (Legacy, with(json!({"audio_url": AUDIO, "max_seconds": 301})), "max_seconds", "from 1 to 300"),
        (Studio, kling(json!({"audio_url": AUDIO, "max_seconds": 1})), "max_seconds", "from 2 to 300"),
        (Legacy, with(json!({"max_seconds": 60})), "max_seconds", "goes with audio_url only, got 60"),
        (
            Legacy,
            with(json!({"audio_url": AUDIO, "voice_id": "x"})),
            "voice_id",
            "goes with a script only, got 'x'",
        ),
        (
            Studio,
            kling(json!({"audio_url": AUDIO, "voice_id": "x"})),
            "voice_id",
            "goes with a script only, got 'x'",
        ),
        (Legacy, with(json!({"voice_id": "../x"})), "voice_id", "letters, digits, - and _, got '../x'"),
        (Legacy, with(json!({"voice_id": "x".repeat(129)})), "voice_id", "1 to 128"),
        (Legacy, with(json!({"avatar_id": "x".repeat(129)})), "avatar_id", "1 to 128"),
        (Legacy, with(json!({"avatar_id": 7})), "avatar_id", "must be text"),
        (Legacy, json!({"script": "x", "avatar_id": "a", "provider": "kling_avatar"}), "provider", "heygen"),
        (
            Studio,
            with(json!({"provider": "synthesia"})),
            "provider",
            "heygen, kling_avatar or veed, got 'synthesia'",
        ),
        (Legacy, with(json!({"aspect_ratio": "4:5"})), "aspect_ratio", "16:9, 9:16 or 1:1, got '4:5'"),
        (
            Studio,
            kling(json!({"aspect_ratio": "16:9"})),
            "aspect_ratio",
            "got '16:9'. The video has the shape of the picture",
        ),
        (
            Studio,
            with(json!({"provider": "veed", "audio_url": AUDIO, "aspect_ratio": "1:1"})),
            "aspect_ratio",
            "shape of the picture",
        ),
        (Legacy, with(json!({"resolution": "4k"})), "resolution", "720p or 1080p, got '4k'"),
        (
            Studio,
            with(json!({"provider": "veed", "audio_url": AUDIO, "resolution": "1080p"})),
            "resolution",
            "must be 720p for veed, got '1080p'",
        ),
        (Studio, with(json!({"image_url": FACE, "provider": "heygen"})), "image_url", "takes avatar_id"),
        (Studio, kling(json!({"avatar_id": "a"})), "avatar_id", "takes image_url, got 'a'"),
        (Legacy, with(json!({"image_url": FACE})), "image_url", "not a field"),
        (Legacy, with(json!({"language": "en"})), "language", "not a field"),
        (Studio, with(json!({"brand_kit_id": "x"})), "brand_kit_id", "not a field"),
        (Legacy, with(json!({"drive_folder_id": "0198"})), "drive_folder_id", "not a folder"),
        (Legacy, with(json!({"metadata": {"a": "x".repeat(2048)}})), "metadata", "2048 bytes"),
    ] {
        let FieldError { field: refused, message } = refusal(family, &body);
        assert_eq!(refused, field, "{body}");
        assert!(message.contains(expected), "{body}: {message}");
    }
}

#[test]
fn every_mistake_is_reported_at_once() {
    let body = json!({
        "provider": "veed", "script": "x", "audio_url": "ftp://x", "max_seconds": 0, "avatar_id": "a",
        "voice_id": "", "aspect_ratio": "2:1", "resolution": "1080p", "metadata": 1, "mood": "happy",
    });
    let errors = planned(Family::Studio, &body).unwrap_err();
    let mut fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    fields.sort_unstable();
    fields.dedup();
    assert_eq!(
        fields,
        [
            "aspect_ratio",
            "audio_url",
            "avatar_id",
            "image_url",
            "max_seconds",
            "metadata",
            "mood",
            "resolution",
            "script",
            "voice_id"
        ]
    );
}

#[test]
fn each_model_has_its_look_and_shape() {
    for ratio in ["16:9", "9:16", "1:1"] {
        for resolution in ["720p", "1080p"] {
            let heygen = with(json!({"aspect_ratio": ratio, "resolution": resolution}));
            for family in [Family::Legacy, Family::Studio] {
                let avatar = avatar(planned(family, &heygen).unwrap());
                assert_eq!(avatar.aspect_ratio.unwrap().as_str(), ratio);
                assert_eq!(avatar.resolution, resolution);
            }
        }
    }
    for body in [
        json!({"provider": "kling_avatar", "resolution": "1080p"}),
        json!({"provider": "kling_avatar", "audio_url": AUDIO}),
        json!({"provider": "veed", "audio_url": AUDIO}),
    ] {
        let plan = studio(&with(body.clone()));
        assert_eq!(plan.request.input(), Input::Images);
        let settings = settings(&plan.request, &plan.applied);
        assert_eq!(settings["aspect_ratio"], Value::Null, "{body}");
        assert_eq!(
            settings["applied"],
            json!({"notes": ["aspect_ratio: the video has the shape of the picture"]}),
            "{body}"
        );
    }
}

#[test]
fn each_model_has_its_voices() {
    let voice = |body: Value| avatar(studio(&with(body))).voice_id;
    assert_eq!(voice(json!({})), None, "the avatar's own");
    assert_eq!(voice(json!({"voice_id": "abc_1-2"})).as_deref(), Some("abc_1-2"));
    assert_eq!(voice(json!({"provider": "kling_avatar"})).as_deref(), Some("oversea_male1"));
    assert_eq!(voice(json!({"provider": "kling_avatar", "voice_id": "uk_man2"})).as_deref(), Some("uk_man2"));
    assert_eq!(voice(json!({"provider": "kling_avatar", "audio_url": AUDIO})), None);
    for wrong in ["uk_man3", "UK_man2", "nobody"] {
        let body = with(json!({"provider": "kling_avatar", "voice_id": wrong}));
        let FieldError { field, message, .. } = refusal(Family::Studio, &body);
        assert!(field == "voice_id" && message.contains(&format!("'{wrong}'")), "{field} {message}");
        assert_eq!(message.contains("id you mean"), wrong != "nobody", "{message}");
    }
}

#[test]
fn pictures_and_audio_are_addresses_or_results_of_jobs() {
    let plan = studio(&with(json!({"provider": "veed", "image_url": format!("{JOB}/1"), "audio_url": JOB})));
    let sources = plan.request.sources();
    let expected: Vec<_> =
        sources.iter().map(|file| (file.field.clone(), file.role, file.source.to_string())).collect();
    assert_eq!(
        expected,
        [
            ("image_url".to_owned(), InputRole::Portrait, format!("{JOB}/1")),
            ("audio_url".to_owned(), InputRole::Audio, JOB.to_owned()),
        ]
    );
    let long = format!("https://x/{}", "a".repeat(2039));
    for named in ["ftp://x/a.mp3", "/etc/passwd", "data:audio/mp3;base64,AA", "job:7", "asset:7", &long] {
        for family in [Family::Legacy, Family::Studio] {
            assert_eq!(refusal(family, &with(json!({"audio_url": named}))).field, "audio_url", "{named}");
        }
        let face = with(json!({"provider": "kling_avatar", "image_url": named}));
        assert_eq!(refusal(Family::Studio, &face).field, "image_url", "{named}");
    }
}

#[test]
fn audio_is_quoted_at_the_longest_that_is_taken() {
    for (model, resolution, prices) in [
        ("heygen", "720p", &[(1_u32, 8), (10, 74), (60, 441), (300, 2202)][..]),
        ("heygen", "1080p", &[(60, 441)]),
        ("kling_avatar", "720p", &[(2, 13), (10, 62), (60, 370), (300, 1848)]),
        ("kling_avatar", "1080p", &[(60, 740)]),
        ("veed", "720p", &[(1, 17), (10, 165), (60, 990), (300, 4950)]),
    ] {
        for (seconds, cents) in prices {
            let body = with(json!({
                "provider": model, "resolution": resolution, "audio_url": AUDIO, "max_seconds": seconds,
            }));
            let plan = studio(&body);
            assert_eq!(plan.quote, Cents::new(*cents), "{model}, {resolution}, {seconds} s");
            let metered = plan.metered.unwrap();
            assert_eq!(metered.price(u64::from(*seconds) * 1000), plan.quote, "at its longest, the quote");
            assert!(metered.price(u64::from(*seconds) * 1000 - 999) <= plan.quote);
            assert!(metered.price(1) <= plan.quote);
        }
    }
}

/// Quoted once the recording's length is known.
fn with_recording(body: &Value, millis: u64) -> Plan {
    quoted(studio(body).request, &known(millis))
}

fn known(millis: u64) -> Facts {
    Facts { lengths: vec![Length::Exactly(millis)], ..Facts::default() }
}

#[test]
fn a_recording_of_known_length_is_quoted_at_it_unless_the_client_pays_for_less() {
    // What the client writes, how long the recording is, what is shown as `max_seconds`, cents.
    for (written, millis, seconds, cents) in [
        (None, 2_000, 2, 15),
        (None, 2_001, 3, 23),
        (None, 200_000, 200, 1468),
        (Some(60), 2_000, 2, 15),
        (Some(60), 60_000, 60, 441),
        // It is refused free of charge once it is fetched.
        (Some(60), 60_001, 60, 441),
    ] {
        let plan = with_recording(&with(json!({"audio_url": AUDIO, "max_seconds": written})), millis);
        let shown = &settings(&plan.request, &plan.applied)["max_seconds"];
        assert_eq!((shown, plan.quote), (&json!(seconds), Cents::new(cents)), "{written:?}, {millis} ms");
    }
}

#[test]
fn a_recording_that_is_still_being_made_is_quoted_as_if_nothing_were_known() {
    let facts = Facts { lengths: vec![Length::AtMost(5_000)], ..Facts::default() };
    assert_eq!(quoted(studio(&with(json!({"audio_url": JOB}))).request, &facts).quote, Cents::new(441));
}

#[test]
fn a_retry_pays_for_no_longer_recording_than_before() {
    for (written, before, after, seconds) in
        [(None, 2_000, 90_000, 2), (Some(60), 30_000, 59_000, 30), (None, 90_000, 80_000, 80)]
    {
        let first = with_recording(&with(json!({"audio_url": AUDIO, "max_seconds": written})), before);
        let again = quoted(first.request.again(&first.applied), &known(after));
        assert_eq!(again.applied.recording_seconds, Some(seconds), "{written:?}, {before} ms, {after} ms");
    }
    // A retry of a recording that nobody knew the length of pays for the same minute.
    let first = studio(&with(json!({"audio_url": AUDIO})));
    let again = quoted(first.request.again(&first.applied), &known(90_000));
    assert_eq!((again.applied.recording_seconds, again.quote), (Some(60), first.quote));
}

#[test]
fn a_recording_that_no_job_of_the_model_takes_is_a_mistake() {
    let face = json!({"provider": "kling_avatar", "audio_url": AUDIO});
    for (millis, expected) in [(1_999, "lasts 1.999"), (300_001, "lasts 300.001")] {
        let facts = Facts { lengths: vec![Length::Unknown, Length::Exactly(millis)], ..Facts::default() };
        let request = studio(&with(face.clone())).request;
        let Err(NotQuoted::Mistakes(mistakes)) = request.quote(&facts, &Catalog::shipped().unwrap()) else {
            panic!("{millis} ms")
        };
        assert_eq!(mistakes.len(), 1);
        assert!(mistakes[0].field == "audio_url" && mistakes[0].message.contains(expected), "{mistakes:?}");
    }
}

#[test]
fn a_script_is_quoted_as_it_is_spoken_slowly() {
    for (model, resolution, characters, cents) in [
        ("heygen", "720p", 1, 15),
        ("heygen", "720p", 12, 15),
        ("heygen", "720p", 13, 23),
        ("heygen", "1080p", 120, 81),
        ("heygen", "720p", 5000, 3067),
        // With what the speech costs.
        ("kling_avatar", "720p", 120, 69),
        ("kling_avatar", "1080p", 120, 137),
        ("kling_avatar", "720p", 1000, 525),
    ] {
        let body = with(json!({
            "provider": model, "resolution": resolution, "script": "e".repeat(characters),
        }));
        let plan = studio(&body);
        assert_eq!(plan.quote, Cents::new(cents), "{model}, {resolution}, {characters} characters");
        assert!(plan.metered.unwrap().price(1) <= plan.quote);
    }
    // A syllable a character: four a second.
    for script in ["你".repeat(40), "か".repeat(40), "한".repeat(40)] {
        assert_eq!(studio(&with(json!({"script": script}))).quote, Cents::new(81), "{script}");
    }
}

#[test]
fn a_shorter_result_costs_less_and_a_started_second_counts() {
    let plan = studio(&with(json!({"provider": "kling_avatar", "script": "e".repeat(120)})));
    let metered = plan.metered.unwrap();
    for (millis, cents) in [(1, 7), (1_000, 7), (1_001, 14), (5_000, 32), (11_000, 69)] {
        assert_eq!(metered.price(millis), Cents::new(cents), "{millis} ms");
    }
}

#[test]
fn nothing_that_was_asked_is_dropped() {
    for asked in [
        json!({
            "provider": "heygen", "script": "Hello.", "avatar_id": "Anna", "voice_id": "abc",
            "aspect_ratio": "9:16", "resolution": "1080p", "metadata": {"campaign": "spring"},
        }),
        json!({
            "provider": "kling_avatar", "audio_url": AUDIO, "max_seconds": 90, "image_url": FACE,
            "resolution": "1080p",
        }),
    ] {
        let request = studio(&asked).request;
        let canonical = request.canonical();
        for (name, value) in asked.as_object().unwrap() {
            assert_eq!(&canonical[name], value, "{name}");
        }
        let stored = serde_json::to_value(&request).unwrap();
        assert_eq!(serde_json::from_value::<Request>(stored).unwrap(), request);
    }
}
