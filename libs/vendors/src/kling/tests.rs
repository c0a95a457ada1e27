//! The requests, as they are sent.

use domain::catalog::{AspectRatio, Input, Route};
use reqwest::RequestBuilder;
use serde_json::{Value, json};

use super::*;
use crate::testing::{self, UNSAFE_IDS, attachment, picture};
use crate::{Attachment, VideoTask};

const HOST: &str = "https://api-singapore.klingai.com";

fn clip(seconds: u32, start_frame: Option<&Attachment>) -> VideoTask<'_> {
    VideoTask {
        prompt: "A red kite",
        seconds,
        aspect_ratio: AspectRatio::Tall,
        resolution: "720p",
        start_frame,
        references: &[],
    }
}

fn route(kind: Kind, model: &str) -> Route {
    testing::route(kind, model, "kling")
}

/// Method, address and body.
fn sent(route: &Route, request: impl FnOnce(Call<'_>) -> RequestBuilder) -> (String, String, Value) {
    let http = http::client().unwrap();
    let request = request(Call { http: &http, key: "key-test", route }).build().unwrap();
    assert_eq!(request.headers()["authorization"], "Bearer key-test");
    let body = request.body().and_then(|body| serde_json::from_slice(body.as_bytes()?).ok());
    (request.method().to_string(), request.url().to_string(), body.unwrap_or_default())
}

#[test]
fn words_alone_go_to_text_to_video() {
    let route = route(Kind::Video, "kling_2_6");
    let model = route.wire_model(Input::WordsOnly).unwrap();
    let body = wire::VideoRequest::from_task(&clip(5, None), "01JD-0");
    assert_eq!(
        sent(&route, |call| video::create(call, model, &body)),
        (
            "POST".into(),
            format!("{HOST}/text-to-video/kling-2.6"),
            json!({
                "prompt": "A red kite",
                "settings": { "resolution": "720p", "aspect_ratio": "9:16", "duration": 5, "audio": "off" },
                "options": { "external_task_id": "01JD-0" },
            })
        )
    );
}

#[test]
fn a_start_frame_goes_to_image_to_video_and_brings_its_shape() {
    let route = route(Kind::Video, "kling_2_6");
    let model = route.wire_model(Input::Images).unwrap();
    let frame = picture();
    let body = wire::VideoRequest::from_task(&clip(10, Some(&frame)), "01JD-0");
    assert_eq!(
        sent(&route, |call| video::create(call, model, &body)),
        (
            "POST".into(),
            format!("{HOST}/image-to-video/kling-2.6"),
            json!({
                "contents": [
                    { "type": "prompt", "text": "A red kite" },
                    { "type": "first_frame", "url": "iVBORw==" },
                ],
                "settings": { "resolution": "720p", "duration": 10, "audio": "off" },
                "options": { "external_task_id": "01JD-0" },
            })
        )
    );
}

#[test]
fn kling_3_is_asked_not_to_cut() {
    let route = route(Kind::Video, "kling_3_0");
    let frame = picture();
    for (start_frame, path) in [(None, "text-to-video"), (Some(&frame), "image-to-video")] {
        let body = wire::VideoRequest::from_task(&clip(8, start_frame), "01JD-0").in_one_shot();
        let (_, url, body) = sent(&route, |call| video::create(call, "kling-3.0", &body));
        assert_eq!(url, format!("{HOST}/{path}/kling-3.0"));
        assert_eq!(body["settings"]["multi_shot"], json!(false));
        assert_eq!(body["settings"]["duration"], json!(8));
    }
}

#[test]
fn a_clip_is_asked_for_in_the_resolution_of_the_task() {
    for model in ["kling_2_6", "kling_3_0"] {
        let body =
            wire::VideoRequest::from_task(&VideoTask { resolution: "1080p", ..clip(5, None) }, "01JD-0");
        let (_, _, body) = sent(&route(Kind::Video, model), |call| video::create(call, model, &body));
        assert_eq!(body["settings"]["resolution"], "1080p", "{model}");
    }
}

#[test]
fn an_avatar_says_a_recording_or_what_was_spoken_before() {
    let route = route(Kind::Avatar, "kling_avatar");
    let (picture, sound) = (picture(), attachment("audio/mpeg", b"ID3"));
    let long = attachment("audio/mpeg", b"");
    let spoken = wire::Voice::Spoken { audio_id: "aud_5501".into() };
    for (voice, resolution, field, value, mode) in [
        (wire::Voice::from_recording(&sound), "720p", "sound_file", "SUQz", "std"),
        (wire::Voice::from_recording(&long), "720p", "sound_file", "https://files.example/x", "std"),
        (spoken, "1080p", "audio_id", "aud_5501", "pro"),
    ] {
        let body = wire::Avatar::new(&picture, voice, resolution, "01JD-0");
        let expected = json!({
            "image": "iVBORw==", field: value, "mode": mode, "external_task_id": "01JD-0",
        });
        assert_eq!(
            sent(&route, |call| avatar::post(call, &body)),
            ("POST".into(), format!("{HOST}/v1/videos/avatar/image2video"), expected)
        );
    }
}

#[test]
fn tasks_are_asked_for_by_either_id() {
    let (clips, avatars) = (route(Kind::Video, "kling_3_0"), route(Kind::Avatar, "kling_avatar"));
    let asked = |by, id| sent(&clips, |call| video::query(call, by, id).unwrap());
    let get = |rest: &str| ("GET".to_owned(), format!("{HOST}{rest}"), Value::Null);
    assert_eq!(asked(video::By::Id, "8312"), get("/tasks?task_ids=8312"));
    assert_eq!(asked(video::By::ExternalId, "01JD-0"), get("/tasks?external_task_ids=01JD-0"));
    assert_eq!(
        sent(&avatars, |call| avatar::query(call, "01JD-0").unwrap()),
        get("/v1/videos/avatar/image2video/01JD-0")
    );
}

#[test]
fn only_url_safe_ids_become_part_of_an_address() {
    let route = route(Kind::Avatar, "kling_avatar");
    let http = http::client().unwrap();
    let call = Call { http: &http, key: "key-test", route: &route };
    for bad in UNSAFE_IDS.into_iter().chain(["a,b"]) {
        assert!(video::query(call, video::By::Id, bad).is_err(), "{bad}");
        assert!(video::query(call, video::By::ExternalId, bad).is_err(), "{bad}");
        assert!(avatar::query(call, bad).is_err(), "{bad}");
    }
}
