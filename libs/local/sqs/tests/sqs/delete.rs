//! `DeleteMessage`.

use crate::stack::{DEAD, JOBS, Stack};

#[tokio::test]
async fn a_deleted_message_never_comes_back_and_deleting_again_is_no_error() {
    let stack = Stack::start().await;
    stack.send("one").await;
    let message = stack.receive_one(JOBS).await;
    stack.delete(&message).await;
    stack.delete(&message).await;
    stack.pass(30_000);
    assert_eq!(stack.counts(JOBS).await, [0, 0, 0]);
}

#[tokio::test]
async fn an_old_handle_deletes_while_the_message_is_in_its_queue() {
    let stack = Stack::start().await;
    stack.send("one").await;
    let first = stack.receive_one(JOBS).await;
    stack.pass(30_000);
    stack.receive_one(JOBS).await;
    stack.delete(&first).await;
    assert_eq!(stack.counts(JOBS).await, [0, 0, 0]);
}

#[tokio::test]
async fn an_old_handle_does_not_reach_into_the_dead_letter_queue() {
    let stack = Stack::start().await;
    stack.send("one").await;
    let first = stack.receive_one(JOBS).await;
    stack.pass(30_000);
    stack.receive_one(JOBS).await;
    stack.pass(30_000);
    assert!(stack.receive(JOBS).await.is_empty());
    stack.delete(&first).await;
    assert_eq!(stack.counts(DEAD).await, [1, 0, 0]);
}

#[tokio::test]
async fn a_malformed_or_foreign_handle_is_refused_with_the_error_of_the_sdk() {
    let stack = Stack::start().await;
    stack.send("one").await;
    let message = stack.receive_one(JOBS).await;
    for (queue, handle) in
        [(JOBS, "not a handle"), (JOBS, "am9icy8xLzE="), (DEAD, message.receipt_handle().unwrap())]
    {
        let refused =
            stack.sqs.delete_message().queue_url(queue).receipt_handle(handle).send().await.unwrap_err();
        assert!(refused.into_service_error().is_receipt_handle_is_invalid(), "{handle}");
    }
}
