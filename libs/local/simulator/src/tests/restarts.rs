//! What survives the death of the process, beyond what is asked of every vendor.

use crate::bfl;
use crate::tests::client::Client;

#[tokio::test]
async fn usage_is_not_forgotten() {
    let client = Client::new(bfl::tests::api(), "pictures").await;
    client.accepted(&client.body("a red fox")).await;
    client.request_start("sim:drop-answer").send().await.unwrap_err();
    client.start(&client.body("a red fox sim:429=1")).await;
    let before = client.all_jobs().await;
    let client = client.killed_and_reopened().await;
    assert_eq!(client.all_jobs().await, before);
}

#[tokio::test]
async fn a_start_that_was_being_written_is_forgotten_and_can_be_repeated() {
    let client = Client::new(bfl::tests::api(), "pictures").await;
    for prompt in ["a red fox", "a red dog"] {
        client.accepted(&client.body(prompt)).await;
    }
    let journal = client.dir.path().join("journal.jsonl");
    let mut text = std::fs::read_to_string(&journal).unwrap();
    text.truncate(text.len() - 5);
    std::fs::write(&journal, text).unwrap();

    let client = client.killed_and_reopened().await;
    assert_eq!(client.all_jobs().await.len(), 1);
    client.accepted(&client.body("a red dog")).await;
    let client = client.killed_and_reopened().await;
    assert_eq!(client.job("a red dog").await["starts"], 1);
}
