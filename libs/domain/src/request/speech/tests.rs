//! Speech as it is asked for.

use serde_json::{Value, json};

use super::*;
use crate::fields::FieldError;
use crate::request::{Facts, Mode, Plan, Request, planned, settings};
use crate::{Catalog, Cents};

fn planned(family: Family, body: &Value) -> Result<Plan, Vec<FieldError>> {
    planned::planned(Kind::Tts, family, body)
}

fn studio(body: &Value) -> Plan {
    planned(Family::Studio, body).unwrap_or_else(|errors| panic!("{body}: {errors:?}"))
}

fn speech(plan: Plan) -> SpeechRequest {
    let Request::Tts(speech) = plan.request else { panic!("a speech") };
    speech
}

/// A body with a text and what else is given; a voice where the model has no default.
fn with(mut fields: Value) -> Value {
    let object = fields.as_object_mut().unwrap();
    if object.get("provider") == Some(&json!("heygen")) {
        object.entry("voice_id").or_insert(json!("voice"));
    }
    object.entry("text").or_insert(json!("Hello."));
    fields
}

/// The one complaint there is.
fn refusal(family: Family, body: &Value) -> FieldError {
    let errors = planned(family, body).expect_err(&body.to_string());
    assert_eq!(errors.len(), 1, "{body}: {errors:?}");
    errors.into_iter().next().unwrap()
}

#[test]
fn a_text_alone_gets_every_default() {
    for family in [Family::Legacy, Family::Studio] {
        let plan = planned(family, &json!({"text": "Hello."})).unwrap();
        assert_eq!((plan.quote, plan.metered), (Cents::new(1), None));
        assert_eq!((plan.request.mode(), plan.request.prompt()), (Mode::TextToSpeech, Some("Hello.")));
        assert!(plan.request.sources().is_empty());
        assert_eq!(
            settings(&plan.request, &plan.applied),
            json!({
                "text": "Hello.", "provider": "openai_tts", "voice_id": "alloy", "language": null,
                "speed": null, "output_format": "mp3", "applied": {},
            })
        );
    }
}

#[test]
fn an_explicit_default_is_the_same_request() {
    let canonical = |body: Value| studio(&with(body)).request.canonical();
    assert_eq!(
        canonical(
            json!({"provider": "openai_tts", "voice_id": "alloy", "output_format": "mp3", "speed": null})
        ),
        canonical(json!({}))
    );
    assert_eq!(
        canonical(json!({"provider": "heygen", "output_format": "wav"})),
        canonical(json!({"provider": "heygen"}))
    );
}

#[test]
fn each_model_has_its_defaults() {
    for (model, voice, format) in [
        ("openai_tts", "alloy", SpeechFormat::Mp3),
        ("elevenlabs", "EXAVITQu4vr4xnSDxMaL", SpeechFormat::Mp3),
        ("heygen", "voice", SpeechFormat::Wav),
    ] {
        let speech = speech(studio(&with(json!({"provider": model}))));
        assert_eq!((speech.voice_id.as_str(), speech.output_format), (voice, format), "{model}");
    }
}

#[test]
fn each_broken_rule_names_its_field_and_what_is_allowed() {
    use Family::{Legacy, Studio};
    for (family, body, field, expected) in [
        (Legacy, json!({}), "text", "is required"),
        (Legacy, json!({"text": "\n"}), "text", "must not be empty"),
        (Legacy, json!({"text": "a\u{0}b"}), "text", "U+0000"),
        (Legacy, json!({"text": "x".repeat(5001), "provider": "elevenlabs"}), "text", "1 to 5000"),
        (Legacy, json!({"text": "x".repeat(4097), "provider": "openai_tts"}), "text", "It takes 4096"),
        (Legacy, with(json!({"provider": "heygen"})), "provider", "openai_tts or elevenlabs"),
        (
            Studio,
            with(json!({"provider": "polly"})),
            "provider",
            "openai_tts, elevenlabs or heygen, got 'polly'",
        ),
        (
            Legacy,
            with(json!({"voice_id": "rachel", "provider": "openai_tts"})),
            "voice_id",
            "alloy, ash, coral, echo, fable, onyx, nova, sage or shimmer for openai_tts, got 'rachel'",
        ),
        (Studio, json!({"text": "x", "provider": "heygen"}), "voice_id", "is required"),
        (Legacy, with(json!({"provider": "elevenlabs", "voice_id": "../x"})), "voice_id", "letters"),
        (Legacy, with(json!({"provider": "elevenlabs", "voice_id": "x".repeat(129)})), "voice_id", "128"),
        (Legacy, with(json!({"speed": 0.2, "provider": "openai_tts"})), "speed", "from 0.25 to 4"),
        (Legacy, with(json!({"speed": 4.01, "provider": "openai_tts"})), "speed", "from 0.25 to 4"),
        (Legacy, with(json!({"provider": "elevenlabs", "speed": 0.69})), "speed", "from 0.7 to 1.2"),
        (Legacy, with(json!({"provider": "elevenlabs", "speed": 1.3})), "speed", "from 0.7 to 1.2"),
        (
            Studio,
            with(json!({"provider": "heygen", "speed": 1})),
            "speed",
            "not supported by heygen, got 1. Leave it out.",
        ),
        (Legacy, with(json!({"speed": "1"})), "speed", "must be a number"),
        (Legacy, with(json!({"output_format": "ogg"})), "output_format", "mp3 or wav, got 'ogg'"),
        (Studio, with(json!({"provider": "heygen", "output_format": "mp3"})), "output_format", "wav"),
        (Legacy, with(json!({"language": "English"})), "language", "en or pt-BR"),
        (Legacy, with(json!({"language": "e"})), "language", "en or pt-BR"),
        (Legacy, with(json!({"language": "en-"})), "language", "en or pt-BR"),
        (Legacy, with(json!({"language": "en_US"})), "language", "en or pt-BR"),
        (Legacy, with(json!({"language": "en-".repeat(6)})), "language", "1 to 16"),
        (
            Legacy,
            with(json!({"metadata": {"a": 1}})),
            "metadata",
            "must be an object of texts, got the number 1 for 'a'",
        ),
        (Legacy, with(json!({"drive_folder_id": "0198"})), "drive_folder_id", "not a folder"),
        (Legacy, with(json!({"prompt": "x"})), "prompt", "not a field"),
        (Studio, with(json!({"brand_kit_id": "x"})), "brand_kit_id", "not a field"),
    ] {
        let FieldError { field: refused, message } = refusal(family, &body);
        assert_eq!(refused, field, "{body}");
        assert!(message.contains(expected), "{body}: {message}");
    }
}

#[test]
fn every_mistake_is_reported_at_once() {
    let body = json!({
        "text": "", "provider": "elevenlabs", "voice_id": "a b", "language": "?", "speed": 9,
        "output_format": "ogg", "metadata": [], "drive_folder_id": "x", "pitch": 1,
    });
    let errors = planned(Family::Legacy, &body).unwrap_err();
    let mut fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        ["drive_folder_id", "language", "metadata", "output_format", "pitch", "speed", "text", "voice_id"]
    );
}

#[test]
fn limits_are_within_what_is_allowed() {
    for body in [
        json!({"text": "é".repeat(4096)}),
        json!({"text": "é".repeat(5000), "provider": "elevenlabs"}),
        json!({"text": "é".repeat(5000), "provider": "heygen"}),
        json!({"speed": 0.25}),
        json!({"speed": 4}),
        json!({"provider": "elevenlabs", "speed": 0.7}),
        json!({"provider": "elevenlabs", "speed": 1.2}),
        json!({"output_format": "wav"}),
        json!({"provider": "elevenlabs", "output_format": "wav", "voice_id": "my_Clone-1"}),
    ] {
        studio(&with(body));
    }
}

#[test]
fn each_model_has_its_price() {
    for (model, prices) in [
        ("openai_tts", &[(1, 1), (100, 1), (1000, 2), (4096, 7)][..]),
        ("elevenlabs", &[(1, 1), (100, 1), (101, 2), (1000, 9), (5000, 44)]),
        ("heygen", &[(1, 1), (1000, 2), (4000, 7), (5000, 9)]),
    ] {
        for (characters, cents) in prices {
            let body = with(json!({"provider": model, "text": "ß".repeat(*characters)}));
            assert_eq!(studio(&body).quote, Cents::new(*cents), "{model}, {characters} characters");
        }
    }
}

#[test]
fn what_becomes_of_a_language_shows() {
    for (model, language, applied) in [
        (
            "openai_tts",
            "de",
            json!({"notes": ["language: openai_tts hears the language from the text; de was not sent"]}),
        ),
        (
            "elevenlabs",
            "pt-BR",
            json!({"notes": ["language: elevenlabs hears the language from the text; pt-BR was not sent"]}),
        ),
        ("heygen", "pt-BR", json!({"language": "pt"})),
        ("heygen", "DE", json!({"language": "de"})),
        ("heygen", "yue-Hant-HK", json!({"language": "yue"})),
    ] {
        let plan = studio(&with(json!({"provider": model, "language": language})));
        let settings = settings(&plan.request, &plan.applied);
        assert_eq!(settings["applied"], applied, "{model}");
        assert_eq!(settings["language"], language, "what was asked stays readable");
    }
}

#[test]
fn nothing_that_was_asked_is_dropped() {
    let asked = json!({
        "text": "Hello.", "provider": "elevenlabs", "voice_id": "abc", "language": "en", "speed": 1.1,
        "output_format": "wav", "metadata": {"campaign": "spring"},
    });
    let request = studio(&asked).request;
    let canonical = request.canonical();
    for (name, value) in asked.as_object().unwrap() {
        assert_eq!(&canonical[name], value, "{name}");
    }
    let stored = serde_json::to_value(&request).unwrap();
    assert_eq!(serde_json::from_value::<Request>(stored).unwrap(), request);
}

/// The complaints about a speech that is asked for on a day.
fn complaints(today: &str, body: &Value) -> Vec<String> {
    let (catalog, now) = (Catalog::shipped().unwrap(), crate::catalog::day_from(today).unwrap());
    let read = Request::read_at(Kind::Tts, Family::Studio, body, &catalog, now);
    let complaints = read.err().unwrap_or_default().into_iter();
    complaints.map(|FieldError { field, message }| format!("{field} {message}")).collect()
}

#[test]
fn a_default_voice_is_never_one_that_has_ended() {
    let catalog = Catalog::shipped().unwrap();
    for (today, voice) in [("2026-12-30", "EXAVITQu4vr4xnSDxMaL"), ("2026-12-31", "kdmDKE6EkgrWrrykO9Qt")] {
        let now = crate::catalog::day_from(today).unwrap();
        let body = json!({"text": "Hello.", "provider": "elevenlabs"});
        let request = Request::read_at(Kind::Tts, Family::Studio, &body, &catalog, now).unwrap();
        let Request::Tts(speech) = request else { panic!("a speech") };
        assert_eq!(speech.voice_id, voice, "{today}");
    }
}

#[test]
fn a_voice_that_has_ended_is_refused_by_name() {
    let body = json!({"text": "Hello.", "provider": "elevenlabs", "voice_id": "JBFqnCBsd6RMkjVDRZzb"});
    assert_eq!(complaints("2026-12-30", &body), Vec::<String>::new());
    assert_eq!(
        complaints("2026-12-31", &body),
        [
            "voice_id 'JBFqnCBsd6RMkjVDRZzb' ended on 2026-12-31. GET /creative-hub/voices?provider=elevenlabs lists the \
          voices of elevenlabs."
        ]
    );
}

#[test]
fn a_speed_is_refused_once_no_route_takes_one() {
    let body = |speed: f64| json!({"text": "Hello.", "speed": speed, "provider": "openai_tts"});
    assert_eq!(complaints("2027-01-05", &body(1.25)), Vec::<String>::new());
    let refused = ["speed is not supported by openai_tts any more, got 1.25. Leave it out."];
    assert_eq!(complaints("2027-01-06", &body(1.25)), refused);
    assert_eq!(complaints("2027-01-06", &body(1.0)), Vec::<String>::new());
}

#[test]
fn a_route_takes_the_voices_formats_and_speeds_that_it_has() {
    let catalog = Catalog::shipped().unwrap();
    for (model, route, fields, fits) in [
        ("openai_tts", "google_lite", json!({}), true),
        ("openai_tts", "google_lite", json!({"output_format": "wav", "speed": 1.0}), true),
        ("openai_tts", "google_lite", json!({"speed": 1.25}), false),
        ("openai_tts", "openai", json!({"speed": 1.25}), true),
        ("elevenlabs", "fal", json!({}), true),
        ("elevenlabs", "fal", json!({"output_format": "wav"}), false),
        ("elevenlabs", "fal", json!({"voice_id": "21m00Tcm4TlvDq8ikWAM"}), true),
        ("elevenlabs", "fal", json!({"voice_id": "a-cloned-voice"}), false),
        ("elevenlabs", "elevenlabs", json!({"voice_id": "a-cloned-voice"}), true),
    ] {
        let mut body = with(fields);
        body["provider"] = json!(model);
        let request = Request::read(Kind::Tts, Family::Studio, &body, &catalog).unwrap();
        let route = catalog.model(Kind::Tts, model).unwrap().route(route).unwrap();
        let plan = planned::quoted(request, &Facts::default());
        assert_eq!(plan.demand().fits(route), fits, "{body} {}", route.name);
    }
}
