//! What the answers of a start and of a look say of the task.

use super::*;

#[tokio::test]
async fn input_images_are_accepted_and_priced() {
    let client = client().await;
    let body = json!({
        "prompt": "the same fox", "input_image": "iVBORw0KGgo=", "input_image_2": "https://example.com/a.png",
        "width": 2048, "height": 1024,
    });
    let answer = client.accepted(&body).await;
    let id = answer.text("/id");
    let polling_url = client.url(&format!("/v1/get_result?id={id}"));
    let expected =
        json!({ "id": id, "polling_url": polling_url, "cost": 7.5, "input_mp": 2.0, "output_mp": 2.0 });
    assert_eq!(answer.body, expected);
}

#[tokio::test]
async fn a_start_with_a_webhook_has_no_polling_url() {
    let client = client().await;
    let webhook_url = "https://example.com/hook";
    let answer = client.start(&json!({ "prompt": "a red fox", "webhook_url": webhook_url })).await;
    assert_eq!((answer.at("/status"), answer.at("/webhook_url")), (&json!("Pending"), &json!(webhook_url)));
    assert_eq!(answer.body.get("polling_url"), None);
    client.pass(6_000);
    assert_eq!(client.look(&answer).await.at("/status"), "Ready");
}

#[tokio::test]
async fn a_ready_task_says_all_about_itself() {
    let client = client().await;
    let body = json!({ "prompt": "a red fox", "seed": 7, "width": 1600, "height": 912 });
    let answer = client.accepted(&body).await;
    client.pass(7_500);
    let mut found = client.get(&answer.text("/polling_url")).await.body;
    found["result"]["sample"].take();
    let expected = json!({
        "id": answer.at("/id"),
        "status": "Ready",
        "result": {
            "sample": null, "prompt": "a red fox", "seed": 7,
            "start_time": 1_795_000_000.0, "end_time": 1_795_000_006.0, "duration": 6.0,
        },
        "progress": 1.0, "details": null, "preview": null, "cost": 4.5,
    });
    assert_eq!(found, expected);
}

#[tokio::test]
async fn progress_grows_up_to_the_end() {
    let client = client().await;
    let answer = client.accepted(&body("a red fox")).await;
    let mut last = -1.0;
    for _ in 0..6 {
        let progress = client.look(&answer).await.at("/progress").as_f64().unwrap();
        assert!(progress > last && progress < 1.0, "{last}, then {progress}");
        last = progress;
        client.pass(1_000);
    }
    assert_eq!(client.look(&answer).await.at("/progress"), 1.0);
}

#[tokio::test]
async fn prompt_upsampling_can_be_switched_off() {
    let client = client().await;
    let answer = client.accepted(&json!({ "prompt": "a red fox", "disable_pup": true })).await;
    client.pass(900);
    assert_eq!(client.look(&answer).await.at("/status"), "Generating");
}

#[tokio::test]
async fn the_same_request_gives_the_same_file() {
    let client = client().await;
    assert_eq!(client.made(&body("a red fox")).await, client.made(&body("a red fox")).await);
}

#[tokio::test]
async fn the_credits_shrink() {
    let client = client().await;
    assert_eq!(client.get("/v1/credits").await.body, json!({ "credits": 100_000.0 }));
    client.ended(&body("a red fox")).await;
    assert_eq!(client.get("/v1/credits").await.body, json!({ "credits": 99_997.0 }));
}
