//! Videos of a script: their size, their length, their voice, their captions.

use super::*;
use crate::kit::png;
use crate::tests::first_frame::red_pixels;

#[tokio::test]
async fn a_clip_is_as_wide_high_and_long_as_it_should_be_and_speaks() {
    let stage = Stage::set().await;
    for (ratio, resolution, expected) in
        [("16:9", "720p", "1280,720"), ("9:16", "720p", "720,1280"), ("1:1", "1080p", "1080,1080")]
    {
        let body = with(script(FOX), "aspect_ratio", json!(ratio));
        let clip = stage.clip(&with(body, "resolution", json!(resolution))).await;
        assert_eq!(kit::probe(&clip, "stream=width,height").lines().next(), Some(expected));
        assert_eq!(kit::probe(&clip, "stream=codec_name"), "h264\naac");
        let seconds: f64 = kit::probe(&clip, "format=duration").parse().unwrap();
        assert!((3.0..3.3).contains(&seconds), "{seconds}");
    }
}

#[tokio::test]
async fn the_duration_follows_the_speed() {
    let stage = Stage::set().await;
    let mut durations = Vec::new();
    for speed in [0.5, 1.0, 1.5] {
        let id = stage.accepted(&with(script(FOX), "voice_settings", json!({ "speed": speed }))).await;
        stage.pass(LONG_MS);
        durations.push(stage.poll(&id).await["duration"].as_f64().unwrap());
    }
    assert!((durations[0] - 2.0 * durations[1]).abs() < 0.01, "{durations:?}");
    assert!((durations[1] - 1.5 * durations[2]).abs() < 0.01, "{durations:?}");
}

#[tokio::test]
async fn a_picture_of_the_clients_speaks_in_its_own_shape() {
    let stage = Stage::set().await;
    let url = stage.serve_as(png(300, 400), "png").await;
    let data = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, png(300, 400));
    for image in [
        json!({ "type": "url", "url": url }),
        json!({ "type": "base64", "media_type": "image/png", "data": data }),
    ] {
        let body = json!({
            "type": "image", "image": image, "script": "Hi.", "voice_id": VOICE, "aspect_ratio": "auto",
        });
        let clip = stage.clip(&body).await;
        assert_eq!(kit::probe(&clip, "stream=width,height").lines().next(), Some("720,960"));
        assert!(red_pixels(&clip) > 1000, "the picture is to be seen");
    }
}

#[tokio::test]
async fn captions_come_beside_the_video_or_in_a_second_one() {
    let stage = Stage::set().await;
    for (caption, burned) in [(json!({}), false), (json!({ "file_format": "srt", "style": "default" }), true)]
    {
        let id = stage.accepted(&with(script("Hello there."), "caption", caption)).await;
        stage.pass(LONG_MS);
        let polled = stage.poll(&id).await;
        let subtitles = stage.fetch(polled["subtitle_url"].as_str().unwrap()).await;
        let text = subtitles.text().await.unwrap();
        assert!(text.starts_with("1\n00:00:00,000 --> 00:00:0"), "{text}");
        assert!(text.ends_with("\nHello there.\n\n"), "{text}");
        assert_eq!(polled["captioned_video_url"].is_string(), burned);
    }
}

#[tokio::test]
async fn every_engine_that_a_look_supports_is_accepted() {
    let stage = Stage::set().await;
    for (avatar, engine, more) in [
        (AVATAR, json!({ "type": "avatar_iii" }), json!({})),
        (AVATAR, json!({ "type": "avatar_iv" }), json!({})),
        (TWIN, json!({ "type": "avatar_v" }), json!({ "motion_prompt": "waves" })),
        (PHOTO, json!({ "type": "avatar_v", "reference_look_id": TWIN }), json!({})),
        (PHOTO, Value::Null, json!({ "expressiveness": "high", "motion_prompt": "nods" })),
    ] {
        let mut body = json!({ "type": "avatar", "avatar_id": avatar, "script": "Hi.", "engine": engine });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        stage.accepted(&body).await;
    }
    let usage: Value = stage.get_request("/_sim/ledger").send().await.unwrap().json().await.unwrap();
    let models: Vec<&str> =
        usage["jobs"].as_array().unwrap().iter().map(|job| job["model"].as_str().unwrap()).collect();
    assert_eq!(models, ["avatar_iii", "avatar_iv", "avatar_v"]);
}
