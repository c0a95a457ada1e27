//! `GET /_sim/ledger`.

use serde_json::{Value, json};

use crate::bfl;
use crate::tests::client::Client;

#[tokio::test]
async fn every_job_shows_its_starts_and_its_bill() {
    let client = Client::new(bfl::tests::api(), "pictures").await;
    let body = json!({ "prompt": "a red fox", "seed": 7 });
    let tasks = [client.accepted(&body).await, client.accepted(&body).await].map(|start| start.text("/id"));
    let job = |billed_units| {
        json!({
            "vendor": "bfl", "model": "flux-2-pro", "prompt": "a red fox", "seed": 7, "starts": 2,
            "billed_units": billed_units, "refusals": 0, "tasks": tasks,
        })
    };
    assert_eq!(client.job("a red fox").await, job(0), "nothing is billed before it is ready");
    client.pass(60_000);
    assert_eq!(client.job("a red fox").await, job(2));
}

#[tokio::test]
async fn one_vendor_and_all_vendors_can_be_asked() {
    let client = Client::new(bfl::tests::api(), "pictures").await;
    for prompt in ["a red fox", "a red fox in the snow"] {
        client.accepted(&client.body(prompt)).await;
    }
    let url = client.url("").replace("/bfl", "/_sim/ledger");
    let of_all: Value = client.fetch(&url).await.json().await.unwrap();
    assert_eq!(of_all["jobs"], json!(client.all_jobs().await));
    assert_eq!(of_all["jobs"].as_array().unwrap().len(), 2);
    let exactly: Value = client.fetch(&format!("{url}?prompt=a+red+fox")).await.json().await.unwrap();
    assert_eq!(exactly["jobs"].as_array().unwrap().len(), 1);
    assert_eq!(exactly["jobs"][0]["prompt"], "a red fox");
    assert_eq!(exactly["jobs"][0]["seed"], Value::Null);
}
