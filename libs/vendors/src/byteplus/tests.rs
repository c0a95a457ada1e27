//! The requests, as they are sent.

use domain::Kind;
use domain::catalog::{AspectRatio, Input};
use domain::size::{Native, Size};
use reqwest::Request;
use serde_json::json;

use super::*;
use crate::Attachment;
use crate::testing::{self, attachment, body};

fn with_route<T>(kind: Kind, model: &str, route: &str, act: impl FnOnce(Call<'_>, &str) -> T) -> T {
    let route = testing::route(kind, model, route);
    let http = http::client().unwrap();
    let call = Call { http: &http, key: "ark-test", route: &route };
    act(call, route.wire_model(Input::WordsOnly).unwrap())
}

fn picture_request(model: &str, references: &[Attachment]) -> Request {
    let native = Native { size: Size::new(2848, 1600), aspect_ratio: None, resolution: None };
    let image = ImageTask { prompt: "A red kite", native: &native, seed: Some(42), references };
    with_route(Kind::Image, model, "byteplus", |call, model| picture(call, model, &image).build().unwrap())
}

fn video<'a>(resolution: &'a str, start_frame: Option<&'a Attachment>) -> VideoTask<'a> {
    let (prompt, aspect_ratio) = ("A red kite rises", AspectRatio::Wide);
    VideoTask { prompt, seconds: 5, aspect_ratio, resolution, start_frame, references: &[] }
}

fn clip_request(route: &str, video: &VideoTask<'_>) -> Request {
    with_route(Kind::Video, "seedance_pro", route, |call, model| clip(call, model, video).build().unwrap())
}

#[test]
fn words_alone_make_a_picture_without_watermark_and_seed() {
    for (model, wire_model) in
        [("seedream_4", "seedream-4-0-250828"), ("seedream_4_5", "seedream-4-5-251128")]
    {
        let request = picture_request(model, &[]);
        assert_eq!(request.method(), "POST");
        assert_eq!(
            request.url().as_str(),
            "https://ark.ap-southeast.bytepluses.com/api/v3/images/generations"
        );
        assert_eq!(request.headers()["authorization"], "Bearer ark-test");
        assert_eq!(
            body(&request),
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
    let (one, two) = (attachment("image/png", b"one"), attachment("image/jpeg", b"two"));
    let single = body(&picture_request("seedream_4", std::slice::from_ref(&one)));
    assert_eq!(single["image"], json!("data:image/png;base64,b25l"));
    let several = body(&picture_request("seedream_4", &[one, two]));
    assert_eq!(several["image"], json!(["data:image/png;base64,b25l", "data:image/jpeg;base64,dHdv"]));
}

#[test]
fn a_model_with_a_switch_for_sound_is_silenced() {
    let request = clip_request("byteplus", &video("720p", None));
    assert_eq!(request.method(), "POST");
    assert_eq!(
        request.url().as_str(),
        "https://ark.ap-southeast.bytepluses.com/api/v3/contents/generations/tasks"
    );
    assert_eq!(request.headers()["authorization"], "Bearer ark-test");
    assert_eq!(
        body(&request),
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
fn a_silent_model_gets_no_field_for_sound_and_a_start_frame_keeps_the_ratio() {
    let frame = attachment("image/jpeg", b"one");
    assert_eq!(
        body(&clip_request("byteplus_1_0", &video("720p", Some(&frame)))),
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
fn references_go_in_their_order_and_are_no_first_frame() {
    let references = [attachment("image/jpeg", b"one"), attachment("image/png", b"two")];
    let task = VideoTask { references: &references, ..video("720p", None) };
    let picture =
        |url: &str| json!({ "type": "image_url", "image_url": { "url": url }, "role": "reference_image" });
    assert_eq!(
        body(&clip_request("byteplus", &task))["content"],
        json!([
            { "type": "text", "text": "A red kite rises" },
            picture("data:image/jpeg;base64,b25l"),
            picture("data:image/png;base64,dHdv"),
        ])
    );
}

#[test]
fn a_clip_is_asked_for_in_the_resolution_of_the_task() {
    for route in ["byteplus", "byteplus_1_0"] {
        assert_eq!(body(&clip_request(route, &video("1080p", None)))["resolution"], "1080p", "{route}");
    }
}

#[test]
fn a_task_is_looked_at_and_stopped_by_its_id_if_that_is_url_safe() {
    with_route(Kind::Video, "seedance_pro", "byteplus", |call, _| {
        for method in [Method::GET, Method::DELETE] {
            let request = task_request(call, method.clone(), "cgt-1").unwrap().build().unwrap();
            assert_eq!(request.method(), method);
            assert_eq!(
                request.url().as_str(),
                "https://ark.ap-southeast.bytepluses.com/api/v3/contents/generations/tasks/cgt-1"
            );
            assert_eq!(request.headers()["authorization"], "Bearer ark-test");
            assert!(request.body().is_none());
            assert!(task_request(call, method, "../../x").is_err());
        }
    });
}
