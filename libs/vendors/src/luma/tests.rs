//! The requests, as they are sent.

use domain::catalog::AspectRatio;
use domain::{Kind, size};
use reqwest::Request;
use serde_json::{Value, json};

use super::*;
use crate::testing::{self, UNSAFE_IDS, picture};
use crate::{Attachment, ImageTask, VideoTask};

fn clip(seconds: u32, start_frame: Option<&Attachment>) -> Work<'_> {
    clip_of("720p", seconds, start_frame)
}

fn clip_of<'a>(resolution: &'a str, seconds: u32, start_frame: Option<&'a Attachment>) -> Work<'a> {
    let (prompt, aspect_ratio) = ("A red kite", AspectRatio::Wide);
    Work::Video(VideoTask { prompt, seconds, aspect_ratio, resolution, start_frame, references: &[] })
}

fn route() -> Route {
    testing::route(Kind::Video, "luma_ray3", "luma")
}

fn built(work: Work<'_>) -> Result<Request, StartError> {
    let route = route();
    let http = http::client().unwrap();
    let call = Call { http: &http, key: "luma-api-test", route: &route };
    let request = generation(call, &Task { external_id: "job-0", route_key: "kind/model/route", work })?;
    Ok(request.build().unwrap())
}

fn body(work: Work<'_>) -> Value {
    let request = built(work).unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.url().as_str(), "https://agents.lumalabs.ai/v1/generations");
    assert_eq!(request.headers()["authorization"], "Bearer luma-api-test");
    testing::body(&request)
}

#[test]
fn words_alone_make_a_clip_of_either_length() {
    for (seconds, duration) in [(5, "5s"), (10, "10s")] {
        assert_eq!(
            body(clip(seconds, None)),
            json!({
                "type": "video", "model": "ray-3.2", "prompt": "A red kite", "aspect_ratio": "16:9",
                "video": { "resolution": "720p", "duration": duration },
            })
        );
    }
}

#[test]
fn a_short_clip_begins_with_a_start_frame() {
    let frame = picture();
    let image = json!({ "data": "iVBORw==", "media_type": "image/png" });
    assert_eq!(
        body(clip(5, Some(&frame)))["video"],
        json!({ "resolution": "720p", "duration": "5s", "start_frame": image })
    );
}

#[test]
fn a_long_clip_begins_with_a_keyframe_instead() {
    let frame = picture();
    let image = json!({ "data": "iVBORw==", "media_type": "image/png" });
    assert_eq!(
        body(clip(10, Some(&frame)))["video"],
        json!({ "resolution": "720p", "duration": "10s", "keyframes": [image], "keyframe_indexes": [0] })
    );
}

#[test]
fn a_length_that_is_not_made_is_not_asked_for() {
    let refused = StartError::refused(ErrorCode::InvalidInput);
    assert_eq!(built(clip(7, None)).unwrap_err(), refused);
}

#[test]
fn a_clip_is_asked_for_in_the_resolution_of_the_task() {
    assert_eq!(body(clip_of("1080p", 5, None))["video"]["resolution"], "1080p");
}

#[test]
fn anything_but_a_video_is_not_for_this_route() {
    let native = size::Native { size: size::Size::new(1024, 1024), aspect_ratio: None, resolution: None };
    let image = ImageTask { prompt: "A red kite", native: &native, seed: None, references: &[] };
    assert!(matches!(built(Work::Image(image)), Err(StartError::RouteDown(..))));
}

#[test]
fn only_url_safe_ids_become_part_of_an_address() {
    let route = route();
    assert_eq!(
        generation_address(&route, "7d1b9a52-3f0c_4e7e.9").as_deref(),
        Ok("https://agents.lumalabs.ai/v1/generations/7d1b9a52-3f0c_4e7e.9")
    );
    for bad in UNSAFE_IDS {
        assert!(generation_address(&route, bad).is_err(), "{bad}");
    }
}
