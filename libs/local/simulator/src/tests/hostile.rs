//! What is behind the links of prompts that ask for trouble.

use axum::http::StatusCode;
use futures::StreamExt;
use reqwest::redirect::Policy;
use reqwest::{Client as HttpClient, Response};

use crate::bfl;
use crate::tests::client::Client;

async fn client() -> Client {
    Client::new(bfl::tests::api(), "pictures").await
}

/// The signed link of a finished picture.
async fn link(client: &Client, prompt: &str) -> String {
    client.ended(&client.body(prompt)).await.text("/result/sample")
}

#[expect(clippy::disallowed_methods, reason = "plays a vendor's client, on this machine only")]
async fn unfollowed(link: &str) -> Response {
    let client = HttpClient::builder().no_proxy().redirect(Policy::none()).build().unwrap();
    client.get(link).send().await.unwrap()
}

#[tokio::test]
async fn a_link_redirects_to_the_address_in_the_prompt() {
    let client = client().await;
    let response = unfollowed(&link(&client, "sim:redirect=http://10.0.0.1:81/a?b=c").await).await;
    assert_eq!(response.status(), StatusCode::FOUND);
    assert_eq!(response.headers()["location"], "http://10.0.0.1:81/a?b=c");
}

#[tokio::test]
async fn a_link_redirects_as_often_as_asked_before_the_file_comes() {
    let client = client().await;
    let mut link = link(&client, "sim:redirects=2").await;
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
    let client = client().await;
    for (prompt, length) in [("sim:huge", Some(5_000_000_000)), ("sim:endless", None)] {
        let response = unfollowed(&link(&client, prompt).await).await;
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
    let client = client().await;
    let prompt = "sim:redirect=http://10.0.0.1/ sim:bad-links=2";
    for status in [StatusCode::FOUND, StatusCode::FOUND, StatusCode::OK] {
        let response = unfollowed(&link(&client, prompt).await).await;
        assert_eq!(response.status(), status);
    }
}
