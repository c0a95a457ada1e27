//! What is behind the links of those who ask for trouble.

use axum::http::StatusCode;
use futures::StreamExt;
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use serde_json::{Value, json};

use crate::kit::Stage;
use crate::vendor::Vendor;

/// The signed link of a finished picture.
async fn link(stage: &Stage, prompt: &str) -> String {
    let body = json!({ "prompt": prompt, "width": 64, "height": 64 });
    let request = stage.post("/v1/flux-2-pro", &body).header("x-key", Vendor::Bfl.key());
    let accepted: Value = request.send().await.unwrap().json().await.unwrap();
    stage.pass(60_000);
    let poll = stage.client.get(accepted["polling_url"].as_str().unwrap());
    let answer = poll.header("x-key", Vendor::Bfl.key()).send().await.unwrap();
    let polled: Value = answer.json().await.unwrap();
    polled["result"]["sample"].as_str().unwrap().to_owned()
}

#[expect(clippy::disallowed_methods, reason = "plays a vendor's client, on this machine only")]
async fn unfollowed(link: &str) -> Response {
    let client = Client::builder().no_proxy().redirect(Policy::none()).build().unwrap();
    client.get(link).send().await.unwrap()
}

#[tokio::test]
async fn a_link_redirects_where_it_is_told() {
    let stage = Stage::set(Vendor::Bfl, 1.0).await;
    let response = unfollowed(&link(&stage, "sim:redirect=http://10.0.0.1:81/a?b=c").await).await;
    assert_eq!(response.status(), StatusCode::FOUND);
    assert_eq!(response.headers()["location"], "http://10.0.0.1:81/a?b=c");
}

#[tokio::test]
async fn a_link_redirects_as_often_as_told_before_the_file_comes() {
    let stage = Stage::set(Vendor::Bfl, 1.0).await;
    let mut link = link(&stage, "sim:redirects=2").await;
    for _ in 0..2 {
        let response = unfollowed(&link).await;
        assert_eq!(response.status(), StatusCode::FOUND);
        let path = link.split('?').next().unwrap();
        link = format!("{path}{}", response.headers()["location"].to_str().unwrap());
    }
    let file = unfollowed(&link).await;
    assert_eq!(file.status(), StatusCode::OK);
    assert!(image::load_from_memory(&file.bytes().await.unwrap()).is_ok());
}

#[tokio::test]
async fn a_huge_file_announces_itself_and_an_endless_one_does_not() {
    let stage = Stage::set(Vendor::Bfl, 1.0).await;
    for (prompt, length) in [("sim:huge", Some(5_000_000_000)), ("sim:endless", None)] {
        let response = unfollowed(&link(&stage, prompt).await).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.content_length(), length, "{prompt}");
        let mut pieces = response.bytes_stream();
        let mut read = Vec::new();
        while read.len() < 10_000_000 {
            read.extend(pieces.next().await.unwrap().unwrap());
        }
        assert!(image::guess_format(&read).is_ok(), "{prompt}");
    }
}

#[tokio::test]
async fn bad_links_end_after_the_first_tasks_of_a_prompt() {
    let stage = Stage::set(Vendor::Bfl, 1.0).await;
    let prompt = "sim:redirect=http://10.0.0.1/ sim:bad-links=2";
    for status in [StatusCode::FOUND, StatusCode::FOUND, StatusCode::OK] {
        let response = unfollowed(&link(&stage, prompt).await).await;
        assert_eq!(response.status(), status);
    }
}
