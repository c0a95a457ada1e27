//! What the file keeps.

use std::fs;
use std::sync::Arc;

use crate::stack::{JOBS, START, Stack, bodies, receive_count};

#[tokio::test]
async fn messages_holds_and_counts_survive_a_reopen() {
    let stack = Stack::start().await;
    stack.send("held").await;
    let held = stack.receive_one(JOBS).await;
    stack.send("visible").await;
    stack.sqs.send_message().queue_url(JOBS).message_body("delayed").delay_seconds(9).send().await.unwrap();

    let again = stack.reopen().await;
    drop(stack);
    assert_eq!(again.counts(JOBS).await, [1, 1, 1]);
    again.pass(30_000);
    let received = again.receive(JOBS).await;
    assert_eq!(bodies(&received), ["held", "visible", "delayed"]);
    assert_eq!(received.iter().map(receive_count).collect::<Vec<_>>(), ["2", "1", "1"]);
    // A handle from before the reopen still works.
    again.delete(&held).await;
    assert_eq!(again.counts(JOBS).await, [0, 2, 0]);
}

/// A killed process leaves its files as they are at that moment, with the write-ahead log not merged. This copy
/// does the same.
#[tokio::test]
async fn a_kill_loses_no_accepted_message_and_brings_no_deleted_one_back() {
    let stack = Stack::start().await;
    stack.send("deleted").await;
    stack.delete(&stack.receive_one(JOBS).await).await;
    stack.send("accepted").await;

    let left = Arc::new(tempfile::tempdir().unwrap());
    for file in ["queues.db", "queues.db-wal"] {
        fs::copy(stack.folder.path().join(file), left.path().join(file)).unwrap();
    }
    let again = Stack::open(left, START + 30_000).await;
    assert_eq!(bodies(&again.receive(JOBS).await), ["accepted"]);
}
