//! The requests, as they are sent.

use domain::Kind;
use domain::catalog::{Input, SpeechFormat};
use domain::size::{Native, Size};
use reqwest::Request;
use serde_json::json;

use super::*;
use crate::Attachment;
use crate::testing::{self, attachment, body};

fn native() -> Native {
    Native { size: Size::new(1536, 1024), aspect_ratio: None, resolution: None }
}

fn picture<'a>(native: &'a Native, references: &'a [Attachment]) -> ImageTask<'a> {
    ImageTask { prompt: "A red kite", native, seed: None, references }
}

fn built(
    kind: Kind,
    model: &str,
    route: &str,
    request: impl FnOnce(Call<'_>, &str) -> RequestBuilder,
) -> Request {
    let route = testing::route(kind, model, route);
    let http = http::client().unwrap();
    let call = Call { http: &http, key: "sk-test", route: &route };
    request(call, route.wire_model(Input::WordsOnly).unwrap()).build().unwrap()
}

#[test]
fn words_alone_go_as_json() {
    let native = native();
    for (route, model) in [
        ("openai", "gpt-image-1.5"),
        ("openai_2_6", "gpt-image-2.6-flare"),
        ("openai_2_5", "gpt-image-2.5-flare"),
    ] {
        let request = built(Kind::Image, "gpt_image_1_5", route, |call, model| {
            generation(call, model, &picture(&native, &[]))
        });
        assert_eq!(request.method(), "POST");
        assert_eq!(request.url().as_str(), "https://api.openai.com/v1/images/generations");
        assert_eq!(request.headers()["authorization"], "Bearer sk-test");
        assert_eq!(
            body(&request),
            json!({
                "model": model,
                "prompt": "A red kite",
                "n": 1,
                "size": "1536x1024",
                "quality": "medium",
                "output_format": "png",
            })
        );
    }
}

#[test]
fn references_go_as_a_form_of_documented_parts() {
    let (native, references) =
        (native(), [attachment("image/png", b"one"), attachment("image/jpeg", b"two")]);
    let edit = wire::Edit::from_task("gpt-image-1.5", &picture(&native, &references));
    assert_eq!(
        edit.texts,
        [
            ("model", "gpt-image-1.5".to_owned()),
            ("prompt", "A red kite".to_owned()),
            ("n", "1".to_owned()),
            ("size", "1536x1024".to_owned()),
            ("quality", "medium".to_owned()),
            ("output_format", "png".to_owned()),
        ]
    );
    let files: Vec<_> =
        edit.files.iter().map(|file| (file.part, &*file.name, &*file.mime, &*file.bytes)).collect();
    assert_eq!(
        files,
        [
            ("image[]", "reference-1.png", "image/png", &b"one"[..]),
            ("image[]", "reference-2.jpg", "image/jpeg", &b"two"[..]),
        ]
    );
}

#[test]
fn a_single_reference_goes_without_brackets() {
    let (native, references) = (native(), [attachment("image/jpeg", b"one")]);
    let edit = wire::Edit::from_task("gpt-image-1.5", &picture(&native, &references));
    let parts: Vec<_> = edit.files.iter().map(|file| file.part).collect();
    assert_eq!(parts, ["image"]);
}

#[test]
fn the_form_keeps_names_and_content_types_and_knows_its_length() {
    let (native, references) =
        (native(), [attachment("image/png", b"one"), attachment("image/jpeg", b"two")]);
    let form = wire::Edit::from_task("gpt-image-1.5", &picture(&native, &references)).form().unwrap();
    let shown = format!("{form:?}");
    for word in ["image[]", "reference-1.png", "image/png", "reference-2.jpg", "image/jpeg"] {
        assert!(shown.contains(word), "{word} in {shown}");
    }
    let request = built(Kind::Image, "gpt_image_1_5", "openai", |call, model| {
        edit(call, model, &picture(&native, &references)).unwrap()
    });
    assert_eq!(request.url().as_str(), "https://api.openai.com/v1/images/edits");
    assert_eq!(request.headers()["authorization"], "Bearer sk-test");
    let content_type = request.headers()["content-type"].to_str().unwrap();
    assert!(content_type.starts_with("multipart/form-data; boundary="), "{content_type}");
    assert!(request.headers().contains_key("content-length"));
}

#[test]
fn a_malformed_content_type_is_our_own_mistake() {
    let (native, references) = (native(), [attachment("nonsense", b"one")]);
    let route = testing::route(Kind::Image, "gpt_image_1_5", "openai");
    let http = http::client().unwrap();
    let call = Call { http: &http, key: "sk-test", route: &route };
    let refused = edit(call, "gpt-image-1.5", &picture(&native, &references)).map(|_| ());
    assert_eq!(refused, Err(StartError::refused(ErrorCode::Internal)));
}

fn speech(speed: Option<f64>, format: SpeechFormat) -> SpeechTask<'static> {
    SpeechTask { text: "Good morning", voice_id: "alloy", language: Some("en"), speed, format }
}

#[test]
fn speech_goes_as_json_and_names_a_speed_only_if_given() {
    let request = built(Kind::Tts, "openai_tts", "openai", |call, model| {
        spoken(call, model, &speech(None, SpeechFormat::Mp3))
    });
    assert_eq!(request.method(), "POST");
    assert_eq!(request.url().as_str(), "https://api.openai.com/v1/audio/speech");
    assert_eq!(request.headers()["authorization"], "Bearer sk-test");
    assert_eq!(
        body(&request),
        json!({ "model": "tts-1", "input": "Good morning", "voice": "alloy", "response_format": "mp3" })
    );

    let request = built(Kind::Tts, "openai_tts", "openai_4o", |call, model| {
        spoken(call, model, &speech(Some(1.25), SpeechFormat::Wav))
    });
    assert_eq!(
        body(&request),
        json!({
            "model": "gpt-4o-mini-tts",
            "input": "Good morning",
            "voice": "alloy",
            "response_format": "wav",
            "speed": 1.25,
        })
    );
}
