//! What a start leaves behind.

use crate::tests::client::Client;

pub(super) async fn without_an_answer(client: Client) {
    let prompt = "a red fox sim:drop-answer";
    client.accepted(&client.body("a start before, on the same connection")).await;
    let error = client.request_start(prompt).send().await.unwrap_err();
    assert!(error.is_request() && error.status().is_none(), "{error:?}");
    assert_eq!(client.job(prompt).await["starts"], 1, "no client's stack starts it again by itself");
    if let Some(polling) = client.polling() {
        client.pass(polling.long_ms);
    }
    assert_eq!(client.billed(prompt).await, client.subject().units);
}

pub(super) async fn twice(client: Client) {
    let body = client.body("a red fox");
    client.accepted(&body).await;
    client.accepted(&body).await;
    let job = client.job("a red fox").await;
    assert_eq!((&job["vendor"], &job["starts"]), (&client.api.vendor.name().into(), &2.into()));
    assert_ne!(job["tasks"][0], job["tasks"][1]);
}
