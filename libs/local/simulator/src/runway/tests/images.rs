//! Pictures that the clip is to begin with, and Runway's rules for where they may come from.

use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::net::TcpListener;

use super::*;
use crate::kit::png;
use crate::tests::first_frame::red_pixels;

fn data(width: u32, height: u32) -> Value {
    json!(format!("data:image/png;base64,{}", STANDARD.encode(png(width, height))))
}

/// The origin of a host with a picture, and with much that is none.
async fn host() -> String {
    let picture = async || ([(header::CONTENT_TYPE, "image/png")], png(96, 96));
    let chunked = async || {
        let pieces = futures::stream::once(async { Ok::<_, std::io::Error>(png(96, 96)) });
        ([(header::CONTENT_TYPE, "image/png")], axum::body::Body::from_stream(pieces))
    };
    let large = async || ([(header::CONTENT_TYPE, "image/png")], vec![0; (16 << 20) + 1]);
    let router = Router::new()
        .route("/picture.png", get(picture))
        .route("/no-head.png", get(picture).head(async || axum::http::StatusCode::FORBIDDEN))
        .route("/untyped", get(async || png(96, 96)))
        .route("/page", get(async || axum::response::Html("<p>")))
        .route("/moved.png", get(async || Redirect::temporary("/picture.png").into_response()))
        .route("/chunked.png", get(chunked))
        .route("/large.png", get(large))
        .route("/text.png", get(async || ([(header::CONTENT_TYPE, "image/png")], "no picture")));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    origin
}

#[tokio::test]
async fn the_picture_is_to_be_seen_at_the_beginning() {
    let stage = Stage::set().await;
    let url = json!(format!("{}/picture.png", host().await));
    for picture in [data(96, 96), url.clone(), json!([{ "uri": url, "position": "first" }])] {
        let clip = stage.clip(IMAGE, &image(&picture)).await;
        assert_eq!(kit::probe(&clip, "stream=width,height,nb_frames"), "960,960,48");
        assert!(red_pixels(&clip) > 10_000, "{picture}");
    }
}

#[tokio::test]
async fn a_url_must_be_one_that_runway_can_use() {
    let stage = Stage::set().await;
    let origin = host().await;
    for (uri, problem) in [
        (format!("{origin}/no-head.png"), "HTTP status 403"),
        (format!("{origin}/moved.png"), "HTTP status 307"),
        (format!("{origin}/nothing"), "HTTP status 404"),
        (format!("{origin}/untyped"), "asset type"),
        (format!("{origin}/page"), "asset type"),
        (format!("{origin}/chunked.png"), "Content-Length"),
        (format!("{origin}/large.png"), "16 MB"),
        (format!("{origin}/{}", "x".repeat(2048)), "2048"),
        ("http://127.0.0.1:1/x.png".to_owned(), "Failed to fetch"),
        ("http://example.com/a.png".to_owned(), "HTTPS"),
        ("http://10.0.0.1/a.png".to_owned(), "HTTPS"),
        ("https://127.0.0.1/a.png".to_owned(), "IP address"),
        ("ftp://example.com/a.png".to_owned(), "HTTPS"),
        ("a.png".to_owned(), "Invalid URL"),
        ("runway://abc".to_owned(), "no such upload"),
        ("data:image/gif;base64,R0lGOD".to_owned(), "image type"),
        ("data:image/png;base64,?".to_owned(), "base64"),
        (format!("data:image/png;base64,{}", "A".repeat(5 << 20)), "5 MB"),
    ] {
        let issues = stage.issues(IMAGE, &image(&json!(uri))).await;
        assert_eq!(issues.len(), 1);
        assert_eq!((&issues[0].0, &issues[0].1), (&json!(["promptImage"]), &"custom".to_owned()));
        assert!(issues[0].2.contains(problem), "{}", issues[0].2);
    }
    assert!(stage.jobs("").await.is_empty(), "nothing was started");
}

#[tokio::test]
async fn a_picture_that_cannot_be_decoded_fails_the_task() {
    let stage = Stage::set().await;
    for picture in
        [json!("data:image/png;base64,bm8gcGljdHVyZQ=="), json!(format!("{}/text.png", host().await))]
    {
        let task = stage.accepted(IMAGE, &image(&picture)).await["id"].as_str().unwrap().to_owned();
        stage.pass(TYPICAL_MS);
        let polled = stage.poll(&task).await;
        assert_eq!(polled["status"], "FAILED");
        assert_eq!(polled["failureCode"], "ASSET.INVALID");
        assert_eq!(polled["cost"]["credits"], 0);
    }
}

#[tokio::test]
async fn every_picture_of_a_list_has_its_place() {
    let stage = Stage::set().await;
    let at = |position: &str| json!({ "uri": data(20, 20), "position": position });
    let nowhere = json!({ "uri": data(20, 20) });
    let veo = |pictures: &[&Value]| json!({ "model": "veo3.1", "promptImage": pictures, "ratio": "1280:720", "promptText": "a red fox" });
    let seedance = |pictures: &[&Value]| json!({ "model": "seedance2", "promptImage": pictures });
    let first_and_last = [&at("first"), &at("last")];
    for body in [
        veo(&first_and_last),
        seedance(&first_and_last),
        seedance(&[&nowhere, &nowhere]),
        image(&json!([at("first")])),
    ] {
        stage.accepted(IMAGE, &body).await;
    }
    for (body, path) in [
        (image(&json!([])), json!(["promptImage"])),
        (image(&json!([at("last")])), json!(["promptImage", 0, "position"])),
        (image(&json!([nowhere])), json!(["promptImage", 0, "position"])),
        (image(&json!([at("first"), at("first")])), json!(["promptImage"])),
        (image(&json!([{ "position": "first" }])), json!(["promptImage", 0, "uri"])),
        (image(&json!([7])), json!(["promptImage", 0])),
        (image(&json!(7)), json!(["promptImage"])),
        (veo(&[&at("last")]), json!(["promptImage"])),
        (veo(&[&nowhere]), json!(["promptImage", 0, "position"])),
        (seedance(&[&at("first"), &nowhere]), json!(["promptImage"])),
    ] {
        let issues = stage.issues(IMAGE, &body).await;
        assert_eq!(issues.iter().map(|issue| &issue.0).collect::<Vec<_>>(), [&path]);
    }
}
