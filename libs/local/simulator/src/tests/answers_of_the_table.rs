//! The answers of the table, as a client sees them.

use serde_json::{Value, json};

use crate::kit::Stage;
use crate::vendor::Vendor;

const KEY: &str = "Bearer sim-openai-key";

async fn drawn(stage: &Stage, prompt: &str) -> (u16, String) {
    let body = json!({ "model": "gpt-image-1.5", "prompt": prompt, "n": 1, "size": "1024x1024" });
    let request = stage.client.post(stage.url("/v1/images/generations")).header("authorization", KEY);
    let answer = request.json(&body).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test]
async fn a_start_that_never_reached_the_vendor_is_a_refusal_and_nothing_was_accepted() {
    let stage = Stage::set(Vendor::Openai, 0.001).await;
    for (word, status) in [("sim:answer=origin-down-521:2", 521), ("sim:start=530:2", 530)] {
        let prompt = format!("a fox {word}");
        for _ in 0..2 {
            let (got, body) = drawn(&stage, &prompt).await;
            assert_eq!(got, status);
            assert!(body.starts_with("<!DOCTYPE html>"));
        }
        assert_eq!(drawn(&stage, &prompt).await.0, 200);
        let job = stage.job(&prompt).await;
        assert_eq!((&job["refusals"], &job["starts"]), (&json!(2), &json!(1)), "{job}");
    }
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "plays a vendor's client, on this machine only")]
async fn a_redirect_has_a_place_and_other_vendors_are_left_alone() {
    let stage = Stage::set(Vendor::Openai, 0.001).await;
    let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
    let body = json!({ "model": "tts-1", "input": "Hello. sim:start=308", "voice": "alloy" });
    let request = client.build().unwrap().post(stage.url("/v1/audio/speech")).header("authorization", KEY);
    let answer = request.json(&body).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 308);
    assert!(answer.headers().contains_key("location"));
    assert_eq!(drawn(&stage, "a fox sim:start=521 sim:only=fal").await.0, 200);
}

#[tokio::test]
async fn an_answer_that_is_changed_was_accepted_and_is_billed() {
    let stage = Stage::set(Vendor::Openai, 0.001).await;
    let prompt = "a fox sim:answer=null-first sim:answer=base64-data-uri";
    let (status, body) = drawn(&stage, prompt).await;
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(status, 200);
    assert_eq!(body["data"][0], Value::Null);
    assert!(body["data"][1]["b64_json"].as_str().unwrap().starts_with("data:image/png;base64,iVBORw0KGgo"));
    assert_eq!(stage.job(prompt).await["billed_units"], 1);
}

#[tokio::test]
async fn a_picture_may_come_as_a_link_or_in_another_format() {
    let stage = Stage::set(Vendor::Openai, 0.001).await;
    let (_, body) = drawn(&stage, "a fox sim:answer=url-for-base64").await;
    let body: Value = serde_json::from_str(&body).unwrap();
    let file = stage.fetch(body["data"][0]["url"].as_str().unwrap()).await.bytes().await.unwrap();
    assert!(file.starts_with(b"\x89PNG"));
    for (word, opening) in [("gif", "R0lGOD"), ("webp", "UklGR"), ("avif", "AAAA")] {
        let (_, body) = drawn(&stage, &format!("a fox sim:answer=picture-{word}")).await;
        let body: Value = serde_json::from_str(&body).unwrap();
        assert!(body["data"][0]["b64_json"].as_str().unwrap().starts_with(opening), "{word}");
    }
}

async fn flux(stage: &Stage, prompt: &str) -> String {
    let request = stage.client.post(stage.url("/v1/flux-2-pro")).header("x-key", "sim-bfl-key");
    let body = json!({ "prompt": prompt, "width": 256, "height": 256 });
    let started: Value = request.json(&body).send().await.unwrap().json().await.unwrap();
    started["polling_url"].as_str().unwrap().to_owned()
}

async fn looked(stage: &Stage, url: &str) -> (u16, Value) {
    let answer = stage.client.get(url).header("x-key", "sim-bfl-key").send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap_or_default())
}

#[tokio::test]
async fn a_task_that_is_over_is_looked_at_in_vain_as_often_as_the_prompt_says() {
    let stage = Stage::set(Vendor::Bfl, 1.0).await;
    let url = flux(&stage, "a fox sim:answer=result-404-twice").await;
    assert_eq!(looked(&stage, &url).await.0, 200, "it is at work");
    stage.pass(60_000);
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(looked(&stage, &url).await.0);
    }
    assert_eq!(statuses, [404, 404, 200]);
}

#[tokio::test]
async fn a_state_may_be_odd_while_the_task_is_at_work() {
    let stage = Stage::set(Vendor::Bfl, 1.0).await;
    let url = flux(&stage, "a fox sim:answer=state-in-capitals").await;
    assert_eq!(looked(&stage, &url).await.1["status"], "PENDING");
    stage.pass(60_000);
    assert_eq!(looked(&stage, &url).await.1["status"], "READY");
}

#[tokio::test]
async fn a_link_may_have_letters_that_have_to_be_escaped() {
    let stage = Stage::set(Vendor::Bfl, 1.0).await;
    for (word, letter) in [("link-with-spaces", ' '), ("link-with-umlauts", 'ü')] {
        let url = flux(&stage, &format!("a fox sim:answer={word}")).await;
        stage.pass(60_000);
        let (_, answer) = looked(&stage, &url).await;
        let link = answer["result"]["sample"].as_str().unwrap();
        assert!(link.contains(letter), "{link}");
        assert_eq!(stage.fetch(link).await.status().as_u16(), 200);
    }
}

#[tokio::test]
async fn a_download_fails_once_and_the_task_stays() {
    let stage = Stage::set(Vendor::Bfl, 1.0).await;
    let url = flux(&stage, "a fox sim:answer=download-503-once").await;
    stage.pass(60_000);
    let (_, answer) = looked(&stage, &url).await;
    let link = answer["result"]["sample"].as_str().unwrap();
    assert_eq!(stage.fetch(link).await.status().as_u16(), 503);
    assert_eq!(stage.fetch(link).await.status().as_u16(), 200);
}
