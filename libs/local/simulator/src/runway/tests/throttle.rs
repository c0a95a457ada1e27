//! A task above the limit waits; it is not refused.

use super::*;

async fn state(client: &Client, started: &Answered) -> String {
    client.look(started).await.text("/status")
}

/// Five tasks, which are as many as may be at work.
async fn busy() -> Client {
    let client = client().await;
    for number in 0..5 {
        client.accepted(&words(&format!("fox {number}"))).await;
    }
    client
}

#[tokio::test]
async fn the_sixth_task_of_a_model_waits_for_the_end_of_the_first() {
    let client = client().await;
    let mut started = Vec::new();
    for number in 0..7 {
        started.push(client.accepted(&words(&format!("fox {number}"))).await);
        client.pass(1_000);
    }
    // The first was started seven seconds ago.
    for (ms, sixth, seventh) in [
        (0, "THROTTLED", "THROTTLED"),
        (TYPICAL_MS - 7_001, "THROTTLED", "THROTTLED"),
        (1, "PENDING", "THROTTLED"),
        (1_000, "PENDING", "PENDING"),
        (TYPICAL_MS - 1_001, "RUNNING", "RUNNING"),
        (1, "SUCCEEDED", "RUNNING"),
    ] {
        client.pass(ms);
        let states = [state(&client, &started[5]).await, state(&client, &started[6]).await];
        assert_eq!(states, [sixth, seventh], "{ms}");
    }
}

#[tokio::test]
async fn every_model_has_its_own_places() {
    let client = busy().await;
    let other = client.accepted(&veo(&json!(false))).await;
    let same = client.accepted(&words("a red fox")).await;
    assert_eq!([state(&client, &other).await, state(&client, &same).await], ["PENDING", "THROTTLED"]);
}

#[tokio::test]
async fn a_throttled_task_can_be_cancelled_for_free() {
    let client = busy().await;
    client.pass(10_000);
    let started = client.accepted(&words("one more")).await;
    client.pass(10_000);
    assert_eq!(state(&client, &started).await, "THROTTLED");
    let path = format!("/v1/tasks/{}", started.text("/id"));
    assert_eq!(client.send(client.request(Method::DELETE, &path)).await.status, 204);
    client.pass(2 * TYPICAL_MS);
    assert_eq!(client.billed("one more").await, 0);
}

#[tokio::test]
async fn the_wait_is_scaled_once() {
    let client = Client::scaled(api(), "clips of words", 0.01).await;
    for number in 0..5 {
        client.accepted(&words(&format!("fox {number}"))).await;
    }
    let started = client.accepted(&words("one more")).await;
    for (ms, expected) in [(399, "THROTTLED"), (1, "PENDING"), (399, "RUNNING"), (1, "SUCCEEDED")] {
        client.pass(ms);
        assert_eq!(state(&client, &started).await, expected);
    }
}

#[tokio::test]
async fn a_model_takes_a_thousand_tasks_a_day() {
    let client = Client::scaled(api(), "clips of words", 0.001).await;
    for number in 0..1000 {
        client.accepted(&words(&format!("fox {number}"))).await;
        client.pass(1_000);
    }
    let used = client.get("/v1/organization").await;
    assert_eq!(used.at("/usage/models/gen4.5/dailyGenerations"), &json!(1000));
    let refused = client.start(&words("one more")).await;
    assert_eq!(refused.status, 429);
    assert!(refused.text("/error").contains("daily limit"), "{refused:?}");
    assert_eq!(client.start(&veo(&json!(false))).await.status, 200, "another model has a day of its own");
    // The first was accepted a thousand seconds ago.
    client.pass(24 * 60 * 60 * 1000 - 1_000_000);
    assert_eq!(client.start(&words("one more")).await.status, 200);
}
