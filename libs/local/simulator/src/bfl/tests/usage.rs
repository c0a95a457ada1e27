//! What is counted for each job: starts and billed units.

use super::*;

#[tokio::test]
async fn a_double_start_shows() {
    let stage = Stage::set().await;
    let body = json!({ "prompt": "a red fox", "seed": 7 });
    let tasks =
        [&stage.accepted(body.clone()).await["id"], &stage.accepted(body).await["id"]].map(Value::clone);
    assert_ne!(tasks[0], tasks[1]);
    let job = |billed_units| {
        json!({
            "vendor": "bfl", "model": "flux-2-pro", "prompt": "a red fox", "seed": 7, "starts": 2,
            "billed_units": billed_units, "refusals": 0, "tasks": tasks,
        })
    };
    assert_eq!(stage.job("a red fox").await, job(0), "nothing is billed before it is ready");
    stage.pass(TYPICAL_MS);
    assert_eq!(stage.job("a red fox").await, job(2));
    assert_eq!(stage.get("/v1/credits").await, json!({ "credits": 99_994.0 }));
}

#[tokio::test]
async fn one_vendor_and_all_vendors_can_be_asked() {
    let stage = Stage::set().await;
    for prompt in ["a red fox", "a red fox in the snow"] {
        stage.task(prompt).await;
    }
    let of_bfl = stage.get("/_sim/ledger").await;
    let url = stage.url("").replace("/bfl", "/_sim/ledger");
    let of_all: Value = stage.fetch(&url).await.json().await.unwrap();
    assert_eq!(of_bfl, of_all);
    assert_eq!(of_all["jobs"].as_array().unwrap().len(), 2);
    let exactly: Value = stage.fetch(&format!("{url}?prompt=a+red+fox")).await.json().await.unwrap();
    assert_eq!(exactly["jobs"].as_array().unwrap().len(), 1);
    assert_eq!(exactly["jobs"][0]["prompt"], "a red fox");
    assert_eq!(exactly["jobs"][0]["seed"], Value::Null);
}
