//! The requests, as they are sent.

use domain::Kind;
use domain::catalog::{AspectRatio, Input};
use domain::size::{Native, Size};
use reqwest::Request;
use serde_json::json;

use super::*;
use crate::Attachment;
use crate::testing::{self, attachment, body};

fn native() -> Native {
    Native { size: Size::new(2731, 1536), aspect_ratio: Some("16:9".into()), resolution: Some("2K".into()) }
}

fn with_route<T>(kind: Kind, model: &str, route: &str, act: impl FnOnce(Call<'_>, &str) -> T) -> T {
    let route = testing::route(kind, model, route);
    let http = http::client().unwrap();
    let call = Call { http: &http, key: "goog-test", route: &route };
    act(call, route.wire_model(Input::WordsOnly).unwrap())
}

fn picture_request(model: &str, route: &str, image: &ImageTask<'_>) -> Request {
    with_route(Kind::Image, model, route, |call, model| picture(call, model, image).build().unwrap())
}

fn clip_request(video: &VideoTask<'_>) -> Request {
    with_route(Kind::Video, "veo_3_1", "google", |call, model| clip(call, model, video).build().unwrap())
}

#[test]
fn a_sized_model_gets_ratio_size_and_seed() {
    let native = native();
    let image = ImageTask { prompt: "A red kite", native: &native, seed: Some(42), references: &[] };
    let request = picture_request("nano_banana_pro", "google", &image);
    assert_eq!(request.method(), "POST");
    assert_eq!(
        request.url().as_str(),
        "https://generativelanguage.googleapis.com/v1beta/models/gemini-3-pro-image:generateContent"
    );
    assert_eq!(request.headers()[KEY], "goog-test");
    assert_eq!(
        body(&request),
        json!({
            "contents": [{ "role": "user", "parts": [{ "text": "A red kite" }] }],
            "generationConfig": {
                "responseModalities": ["IMAGE"],
                "imageConfig": { "aspectRatio": "16:9", "imageSize": "2K" },
                "seed": 42,
            },
        })
    );
}

#[test]
fn references_go_first_in_their_order_and_other_models_get_no_size() {
    let (native, references) =
        (native(), [attachment("image/png", b"one"), attachment("image/jpeg", b"two")]);
    let image = ImageTask { prompt: "A red kite", native: &native, seed: None, references: &references };
    for (route, model) in [
        ("google", "gemini-2.5-flash-image"),
        ("google_3_1_lite", "gemini-3.1-flash-lite-image"),
        ("google_3_1", "gemini-3.1-flash-image"),
    ] {
        let request = picture_request("nano_banana", route, &image);
        assert!(request.url().path().ends_with(&format!("/models/{model}:generateContent")));
        assert_eq!(
            body(&request),
            json!({
                "contents": [{
                    "role": "user",
                    "parts": [
                        { "inlineData": { "mimeType": "image/png", "data": "b25l" } },
                        { "inlineData": { "mimeType": "image/jpeg", "data": "dHdv" } },
                        { "text": "A red kite" },
                    ],
                }],
                "generationConfig": {
                    "responseModalities": ["IMAGE"],
                    "imageConfig": { "aspectRatio": "16:9" },
                },
            })
        );
    }
}

fn video(start_frame: Option<&Attachment>) -> VideoTask<'_> {
    VideoTask {
        prompt: "A red kite rises",
        seconds: 6,
        aspect_ratio: AspectRatio::Tall,
        resolution: "720p",
        start_frame,
        references: &[],
    }
}

#[test]
fn a_clip_from_words_allows_all_persons() {
    let request = clip_request(&video(None));
    assert_eq!(request.method(), "POST");
    assert_eq!(
        request.url().as_str(),
        "https://generativelanguage.googleapis.com/v1beta/models/veo-3.1-generate-preview:predictLongRunning"
    );
    assert_eq!(request.headers()[KEY], "goog-test");
    assert_eq!(
        body(&request),
        json!({
            "instances": [{ "prompt": "A red kite rises" }],
            "parameters": {
                "aspectRatio": "9:16",
                "resolution": "720p",
                "durationSeconds": 6,
                "personGeneration": "allow_all",
            },
        })
    );
}

#[test]
fn a_clip_from_a_start_frame_carries_it_and_allows_adults() {
    let frame = attachment("image/jpeg", b"one");
    assert_eq!(
        body(&clip_request(&video(Some(&frame)))),
        json!({
            "instances": [{
                "prompt": "A red kite rises",
                "image": { "bytesBase64Encoded": "b25l", "mimeType": "image/jpeg" },
            }],
            "parameters": {
                "aspectRatio": "9:16",
                "resolution": "720p",
                "durationSeconds": 6,
                "personGeneration": "allow_adult",
            },
        })
    );
}

#[test]
fn an_operation_is_asked_for_by_its_name_if_that_is_url_safe() {
    with_route(Kind::Video, "veo_3_1", "google", |call, _| {
        let request = operation(call, "models/veo-3.1/operations/a1").unwrap().build().unwrap();
        assert_eq!(request.method(), "GET");
        assert_eq!(
            request.url().as_str(),
            "https://generativelanguage.googleapis.com/v1beta/models/veo-3.1/operations/a1"
        );
        assert_eq!(request.headers()[KEY], "goog-test");
        assert!(operation(call, "../v1/models?key=x").is_err());
    });
}

#[test]
fn a_file_is_opened_with_the_key_on_googles_host_only() {
    with_route(Kind::Video, "veo_3_1", "google", |call, _| {
        let uri = "https://generativelanguage.googleapis.com/v1beta/files/f1:download?alt=media";
        let request = file(call, uri).unwrap().build().unwrap();
        assert_eq!(request.url().as_str(), uri);
        assert_eq!(request.headers()[KEY], "goog-test");
        assert!(file(call, "https://files.example/f1").is_err());
        assert!(file(call, "http://generativelanguage.googleapis.com/v1beta/files/f1").is_err());
    });
}

#[test]
fn speech_is_asked_of_the_model_that_speaks() {
    for (route, model) in
        [("google_lite", "gemini-3.8-flash-lite-tts"), ("google_flash", "gemini-3.8-flash-tts")]
    {
        let request = with_route(Kind::Tts, "openai_tts", route, |call, model| {
            let format = domain::catalog::SpeechFormat::Mp3;
            let task = SpeechTask { text: "Hello", voice_id: "Kore", language: None, speed: None, format };
            spoken(call, model, &task).build().unwrap()
        });
        let address =
            format!("https://generativelanguage.googleapis.com/v1beta/models/{model}:generateContent");
        assert_eq!(request.url().as_str(), address);
        assert_eq!(request.headers()[KEY], "goog-test");
        assert_eq!(body(&request)["generationConfig"]["responseModalities"], json!(["AUDIO"]));
    }
}
