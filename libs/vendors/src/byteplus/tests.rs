//! Requests as they leave.

use bytes::Bytes;
use domain::Kind;
use domain::catalog::{AspectRatio, Catalog, Input};
use domain::size::{Native, Size};
use reqwest::Request;
use serde_json::{Value, json};

use super::*;
use crate::Attachment;

fn reference(mime: &str, bytes: &'static [u8]) -> Attachment {
    Attachment { mime: mime.into(), bytes: Bytes::from_static(bytes), link: "https://files.example/x".into() }
}

fn with_route<T>(kind: Kind, model: &str, route: &str, act: impl FnOnce(Call<'_>, &str) -> T) -> T {
    let catalog = Catalog::shipped().unwrap();
    let route = catalog.model(kind, model).unwrap().route(route).unwrap();
    let http = http::client().unwrap();
    let call = Call { http: &http, key: "ark-test", route };
    act(call, route.wire_model(Input::WordsOnly).unwrap())
}

fn of_picture(model: &str, references: &[Attachment]) -> Request {
    let native = Native { size: Size::new(2848, 1600), aspect_ratio: None, resolution: None };
    let image = ImageTask { prompt: "A red kite", native: &native, seed: Some(42), references };
    with_route(Kind::Image, model, "byteplus", |call, model| picture(call, model, &image).build().unwrap())
}

fn of_clip(route: &str, start_frame: Option<&Attachment>) -> Request {
    let video = VideoTask {
        prompt: "A red kite rises",
        seconds: 5,
        aspect_ratio: AspectRatio::Wide,
        resolution: "720p",
        start_frame,
    };
    with_route(Kind::Video, "seedance_pro", route, |call, model| clip(call, model, &video).build().unwrap())
}

fn json_of(request: &Request) -> Value {
    serde_json::from_slice(request.body().unwrap().as_bytes().unwrap()).unwrap()
}

#[test]
fn words_alone_make_a_picture_without_watermark_and_seed() {
    for (model, wire_model) in
        [("seedream_4", "seedream-4-0-250828"), ("seedream_4_5", "seedream-4-5-251128")]
    {
        let request = of_picture(model, &[]);
        assert_eq!(request.method(), "POST");
        assert_eq!(
            request.url().as_str(),
            "https://ark.ap-southeast.bytepluses.com/api/v3/images/generations"
        );
        assert_eq!(request.headers()["authorization"], "Bearer ark-test");
        assert_eq!(
            json_of(&request),
            json!({
                "model": wire_model,
                "prompt": "A red kite",
                "size": "2848x1600",
                "response_format": "url",
                "watermark": false,
                "sequential_image_generation": "disabled",
            })
        );
    }
}

#[test]
fn one_reference_is_a_string_and_several_are_a_list_in_their_order() {
    let (one, two) = (reference("image/png", b"one"), reference("image/jpeg", b"two"));
    let single = json_of(&of_picture("seedream_4", std::slice::from_ref(&one)));
    assert_eq!(single["image"], json!("data:image/png;base64,b25l"));
    let several = json_of(&of_picture("seedream_4", &[one, two]));
    assert_eq!(several["image"], json!(["data:image/png;base64,b25l", "data:image/jpeg;base64,dHdv"]));
}

#[test]
fn a_model_with_a_switch_for_sound_is_silenced() {
    let request = of_clip("byteplus", None);
    assert_eq!(request.method(), "POST");
    assert_eq!(
        request.url().as_str(),
        "https://ark.ap-southeast.bytepluses.com/api/v3/contents/generations/tasks"
    );
    assert_eq!(request.headers()["authorization"], "Bearer ark-test");
    assert_eq!(
        json_of(&request),
        json!({
            "model": "dreamina-seedance-2-0-260128",
            "content": [{ "type": "text", "text": "A red kite rises" }],
            "ratio": "16:9",
            "resolution": "720p",
            "duration": 5,
            "watermark": false,
            "generate_audio": false,
        })
    );
}

#[test]
fn a_silent_model_is_told_nothing_of_sound_and_a_start_frame_keeps_the_ratio() {
    let frame = reference("image/jpeg", b"one");
    assert_eq!(
        json_of(&of_clip("byteplus_1_0", Some(&frame))),
        json!({
            "model": "seedance-1-0-pro-250528",
            "content": [
                { "type": "text", "text": "A red kite rises" },
                {
                    "type": "image_url",
                    "image_url": { "url": "data:image/jpeg;base64,b25l" },
                    "role": "first_frame",
                },
            ],
            "ratio": "16:9",
            "resolution": "720p",
            "duration": 5,
            "watermark": false,
        })
    );
}

#[test]
fn a_task_is_looked_at_and_stopped_by_its_id_if_that_is_plain() {
    with_route(Kind::Video, "seedance_pro", "byteplus", |call, _| {
        for method in [Method::GET, Method::DELETE] {
            let request = of_task(call, method.clone(), "cgt-1").unwrap().build().unwrap();
            assert_eq!(request.method(), method);
            assert_eq!(
                request.url().as_str(),
                "https://ark.ap-southeast.bytepluses.com/api/v3/contents/generations/tasks/cgt-1"
            );
            assert_eq!(request.headers()["authorization"], "Bearer ark-test");
            assert!(request.body().is_none());
            assert!(of_task(call, method, "../../x").is_err());
        }
    });
}
