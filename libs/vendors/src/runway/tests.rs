//! The requests, as they are sent.

use domain::Kind;
use domain::catalog::{AspectRatio, Shape};
use reqwest::Request;
use serde_json::{Value, json};

use super::*;
use crate::testing::{self, UNSAFE_IDS, picture};
use crate::{Attachment, SpeechTask, VideoTask};

fn clip(seconds: u32, aspect_ratio: AspectRatio, start_frame: Option<&Attachment>) -> Work<'_> {
    clip_of("720p", seconds, aspect_ratio, start_frame)
}

fn clip_of<'a>(
    resolution: &'a str,
    seconds: u32,
    aspect_ratio: AspectRatio,
    start_frame: Option<&'a Attachment>,
) -> Work<'a> {
    Work::Video(VideoTask {
        prompt: "A red kite",
        seconds,
        aspect_ratio,
        resolution,
        start_frame,
        references: &[],
    })
}

fn route(model: &str) -> Route {
    testing::route(Kind::Video, model, "runway")
}

fn built(route: &Route, work: Work<'_>) -> Result<Request, StartError> {
    let http = http::client().unwrap();
    let call = Call { http: &http, key: "key_test", route };
    let request = generation(call, &Task { external_id: "job-0", route_key: "kind/model/route", work })?;
    Ok(request.build().unwrap())
}

fn sent(model: &str, work: Work<'_>) -> (String, Value) {
    let request = built(&route(model), work).unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.headers()["authorization"], "Bearer key_test");
    assert_eq!(request.headers()["x-runway-version"], "2024-11-06");
    (request.url().to_string(), testing::body(&request))
}

#[test]
fn words_alone_go_to_text_to_video() {
    for (aspect_ratio, ratio) in [(AspectRatio::Wide, "1280:720"), (AspectRatio::Tall, "720:1280")] {
        let (url, body) = sent("runway_gen4", clip(7, aspect_ratio, None));
        assert_eq!(url, "https://api.dev.runwayml.com/v1/text_to_video");
        assert_eq!(
            body,
            json!({ "model": "gen4.5", "promptText": "A red kite", "ratio": ratio, "duration": 7 })
        );
    }
}

#[test]
fn a_start_frame_goes_to_image_to_video_and_may_be_square() {
    let frame = picture();
    for (aspect_ratio, ratio) in
        [(AspectRatio::Wide, "1280:720"), (AspectRatio::Tall, "720:1280"), (AspectRatio::Square, "960:960")]
    {
        let (url, body) = sent("runway_gen4", clip(5, aspect_ratio, Some(&frame)));
        assert_eq!(url, "https://api.dev.runwayml.com/v1/image_to_video");
        assert_eq!(
            body,
            json!({
                "model": "gen4.5", "promptImage": "data:image/png;base64,iVBORw==",
                "promptText": "A red kite", "ratio": ratio, "duration": 5,
            })
        );
    }
}

#[test]
fn veo_is_asked_to_be_silent() {
    let frame = picture();
    let (url, body) = sent("veo_3_1", clip(8, AspectRatio::Wide, None));
    assert_eq!(url, "https://api.dev.runwayml.com/v1/text_to_video");
    assert_eq!(
        body,
        json!({
            "model": "veo3.1", "promptText": "A red kite", "ratio": "1280:720", "duration": 8, "audio": false,
        })
    );
    let (url, body) = sent("veo_3_1", clip(4, AspectRatio::Tall, Some(&frame)));
    assert_eq!(url, "https://api.dev.runwayml.com/v1/image_to_video");
    assert_eq!(
        body,
        json!({
            "model": "veo3.1", "promptImage": "data:image/png;base64,iVBORw==",
            "promptText": "A red kite", "ratio": "720:1280", "duration": 4, "audio": false,
        })
    );
}

#[test]
fn a_shape_that_is_not_made_is_not_asked_for() {
    let frame = picture();
    let refused = StartError::refused(ErrorCode::InvalidInput);
    for (model, aspect_ratio, start_frame) in [
        ("runway_gen4", AspectRatio::Square, None),
        ("runway_gen4", AspectRatio::FourFive, Some(&frame)),
        ("veo_3_1", AspectRatio::Square, Some(&frame)),
    ] {
        let asked = built(&route(model), clip(4, aspect_ratio, start_frame));
        assert_eq!(asked.unwrap_err(), refused, "{model} {aspect_ratio:?}");
    }
}

#[test]
fn veo_is_asked_for_the_resolution_of_the_task_and_gen_4_has_one_only() {
    for (aspect_ratio, ratio) in [(AspectRatio::Wide, "1920:1080"), (AspectRatio::Tall, "1080:1920")] {
        let (_, body) = sent("veo_3_1", clip_of("1080p", 8, aspect_ratio, None));
        assert_eq!(body["ratio"], ratio);
    }
    let refused = StartError::refused(ErrorCode::InvalidInput);
    for (model, resolution) in [("runway_gen4", "1080p"), ("veo_3_1", "4k")] {
        let asked = built(&route(model), clip_of(resolution, 8, AspectRatio::Wide, None));
        assert_eq!(asked.unwrap_err(), refused, "{model} {resolution}");
    }
}

#[test]
fn a_route_of_another_dialect_or_other_work_is_not_started() {
    for shape in [None, Some(Shape::Kling3)] {
        let route = Route { shape, ..route("runway_gen4") };
        let asked = built(&route, clip(5, AspectRatio::Wide, None));
        assert!(matches!(asked, Err(StartError::RouteDown(..))), "{shape:?}");
    }
    let speech = Work::Speech(SpeechTask {
        text: "Hello.",
        voice_id: "x",
        language: None,
        speed: None,
        format: domain::catalog::SpeechFormat::Wav,
    });
    assert!(matches!(built(&route("runway_gen4"), speech), Err(StartError::RouteDown(..))));
}

#[test]
fn only_url_safe_ids_become_part_of_an_address() {
    let route = route("runway_gen4");
    assert_eq!(
        task_address(&route, "17f20503-6c24_4c16.9").as_deref(),
        Ok("https://api.dev.runwayml.com/v1/tasks/17f20503-6c24_4c16.9")
    );
    for bad in UNSAFE_IDS {
        assert!(task_address(&route, bad).is_err(), "{bad}");
    }
}
