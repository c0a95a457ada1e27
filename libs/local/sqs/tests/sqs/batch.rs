//! The three batch actions.

use aws_sdk_sqs::types::{
    BatchResultErrorEntry, ChangeMessageVisibilityBatchRequestEntry, DeleteMessageBatchRequestEntry,
    SendMessageBatchRequestEntry,
};

use crate::stack::{JOBS, Stack, bodies};

fn entry(id: &str, body: &str) -> SendMessageBatchRequestEntry {
    SendMessageBatchRequestEntry::builder().id(id).message_body(body).build().unwrap()
}

fn failures(failed: &[BatchResultErrorEntry]) -> Vec<(&str, &str, bool)> {
    failed.iter().map(|entry| (entry.id(), entry.code(), entry.sender_fault())).collect()
}

#[tokio::test]
async fn ten_messages_go_in_at_once() {
    let stack = Stack::start().await;
    let entries = (0..10).map(|number| entry(&format!("e-{number}"), &number.to_string())).collect();
    let sent =
        stack.sqs.send_message_batch().queue_url(JOBS).set_entries(Some(entries)).send().await.unwrap();
    assert!(sent.failed().is_empty());
    let received = stack.receive(JOBS).await;
    assert_eq!(bodies(&received), ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    for (sent, received) in sent.successful().iter().zip(&received) {
        assert_eq!(Some(sent.message_id()), received.message_id());
        assert_eq!(Some(sent.md5_of_message_body()), received.md5_of_body());
    }
}

#[tokio::test]
async fn a_batch_that_breaks_a_rule_is_refused_whole() {
    let stack = Stack::start().await;
    let send = async |entries: Vec<SendMessageBatchRequestEntry>| {
        let request = stack.sqs.send_message_batch().queue_url(JOBS).set_entries(Some(entries));
        request.send().await.unwrap_err().into_service_error()
    };
    assert!(send(vec![]).await.is_empty_batch_request());
    let eleven = (0..11).map(|number| entry(&number.to_string(), "x")).collect();
    assert!(send(eleven).await.is_too_many_entries_in_batch_request());
    assert!(send(vec![entry("a", "x"), entry("a", "y")]).await.is_batch_entry_ids_not_distinct());
    for id in ["", "a.b", "ä", &"a".repeat(81)] {
        assert!(send(vec![entry(id, "x")]).await.is_invalid_batch_entry_id(), "{id}");
    }
    let half = "x".repeat(524_288);
    assert!(
        send(vec![entry("a", &half), entry("b", &half), entry("c", "x")]).await.is_batch_request_too_long()
    );
    assert_eq!(stack.counts(JOBS).await, [0, 0, 0]);
}

#[tokio::test]
async fn a_batch_of_exactly_one_mebibyte_is_accepted() {
    let stack = Stack::start().await;
    let half = "x".repeat(524_288);
    let request =
        stack.sqs.send_message_batch().queue_url(JOBS).entries(entry("a", &half)).entries(entry("b", &half));
    assert_eq!(request.send().await.unwrap().successful().len(), 2);
}

#[tokio::test]
async fn a_bad_message_in_a_batch_fails_alone() {
    let stack = Stack::start().await;
    let late = SendMessageBatchRequestEntry::builder().id("late").message_body("x").delay_seconds(901);
    let request = stack.sqs.send_message_batch().queue_url(JOBS).entries(late.build().unwrap());
    let request =
        request.entries(entry("dirty", "\u{0}")).entries(entry("empty", "")).entries(entry("good", "good"));
    let outcome = request.send().await.unwrap();
    assert_eq!(
        failures(outcome.failed()),
        [
            ("late", "InvalidParameterValue", true),
            ("dirty", "InvalidMessageContents", true),
            ("empty", "MissingParameter", true),
        ]
    );
    assert_eq!(outcome.successful()[0].id(), "good");
    assert_eq!(bodies(&stack.receive(JOBS).await), ["good"]);
}

#[tokio::test]
async fn a_delete_batch_fails_entry_by_entry() {
    let stack = Stack::start().await;
    stack.send("one").await;
    let message = stack.receive_one(JOBS).await;
    let entry = |id: &str, handle: &str| {
        DeleteMessageBatchRequestEntry::builder().id(id).receipt_handle(handle).build().unwrap()
    };
    let request = stack.sqs.delete_message_batch().queue_url(JOBS).entries(entry("bad", "no handle"));
    let outcome = request.entries(entry("good", message.receipt_handle().unwrap())).send().await.unwrap();
    assert_eq!(failures(outcome.failed()), [("bad", "ReceiptHandleIsInvalid", true)]);
    assert_eq!(outcome.successful()[0].id(), "good");
    assert_eq!(stack.counts(JOBS).await, [0, 0, 0]);

    let repeated =
        stack.sqs.delete_message_batch().queue_url(JOBS).entries(entry("a", "x")).entries(entry("a", "x"));
    assert!(repeated.send().await.unwrap_err().into_service_error().is_batch_entry_ids_not_distinct());
}

#[tokio::test]
async fn a_visibility_batch_fails_entry_by_entry() {
    let stack = Stack::start().await;
    stack.send("one").await;
    let message = stack.receive_one(JOBS).await;
    let handle = message.receipt_handle().unwrap();
    let entry = |id: &str, seconds| {
        let entry = ChangeMessageVisibilityBatchRequestEntry::builder().id(id).receipt_handle(handle);
        entry.visibility_timeout(seconds).build().unwrap()
    };
    let request = stack.sqs.change_message_visibility_batch().queue_url(JOBS);
    let request = request.entries(entry("long", 43_201)).entries(entry("back", 0)).entries(entry("again", 5));
    let outcome = request.send().await.unwrap();
    assert_eq!(
        failures(outcome.failed()),
        [
            ("long", "InvalidParameterValue", true),
            ("again", "AWS.SimpleQueueService.MessageNotInflight", true)
        ]
    );
    assert_eq!(outcome.successful()[0].id(), "back");
    assert_eq!(stack.counts(JOBS).await, [1, 0, 0]);

    let empty = stack.sqs.change_message_visibility_batch().queue_url(JOBS).set_entries(Some(vec![]));
    assert!(empty.send().await.unwrap_err().into_service_error().is_empty_batch_request());
}
