//! `DeleteMessageBatch`.

use aws_sdk_sqs::operation::delete_message_batch::DeleteMessageBatchError as Refused;
use aws_sdk_sqs::types::{BatchResultErrorEntry, DeleteMessageBatchRequestEntry};

use crate::stack::{JOBS, Stack};

fn entry(id: &str, handle: &str) -> DeleteMessageBatchRequestEntry {
    DeleteMessageBatchRequestEntry::builder().id(id).receipt_handle(handle).build().unwrap()
}

fn failures(failed: &[BatchResultErrorEntry]) -> Vec<(&str, &str, bool)> {
    failed.iter().map(|entry| (entry.id(), entry.code(), entry.sender_fault())).collect()
}

#[tokio::test]
async fn ten_messages_are_deleted_at_once() {
    let stack = Stack::start().await;
    for number in 0..10 {
        stack.send(&number.to_string()).await;
    }
    let received = stack.receive(JOBS).await;
    let entries = received
        .iter()
        .enumerate()
        .map(|(number, message)| entry(&format!("e-{number}"), message.receipt_handle().unwrap()));
    let request = stack.sqs.delete_message_batch().queue_url(JOBS).set_entries(Some(entries.collect()));
    let outcome = request.send().await.unwrap();
    assert_eq!((outcome.successful().len(), outcome.failed().len()), (10, 0));
    assert_eq!(stack.counts(JOBS).await, [0, 0, 0]);
}

#[tokio::test]
async fn a_batch_that_breaks_a_rule_is_refused_whole() {
    let stack = Stack::start().await;
    stack.send("one").await;
    let message = stack.receive_one(JOBS).await;
    let good = entry("good", message.receipt_handle().unwrap());
    let delete = async |entries: Vec<DeleteMessageBatchRequestEntry>| -> Refused {
        let request = stack.sqs.delete_message_batch().queue_url(JOBS).set_entries(Some(entries));
        request.send().await.unwrap_err().into_service_error()
    };
    assert!(delete(vec![]).await.is_empty_batch_request());
    let ten = (0..10).map(|number| entry(&number.to_string(), "x"));
    assert!(delete(ten.chain([good.clone()]).collect()).await.is_too_many_entries_in_batch_request());
    assert!(delete(vec![good.clone(), good.clone()]).await.is_batch_entry_ids_not_distinct());
    for id in ["", "a.b", "ä", &"a".repeat(81)] {
        assert!(delete(vec![good.clone(), entry(id, "x")]).await.is_invalid_batch_entry_id(), "{id}");
    }
    assert_eq!(stack.counts(JOBS).await, [0, 1, 0]);
}

#[tokio::test]
async fn an_entry_with_a_bad_handle_fails_alone() {
    let stack = Stack::start().await;
    stack.send("one").await;
    let message = stack.receive_one(JOBS).await;
    let request = stack.sqs.delete_message_batch().queue_url(JOBS);
    let request = request.entries(entry("bad", "no handle")).entries(entry("empty", ""));
    let request = request.entries(entry("good", message.receipt_handle().unwrap()));
    let outcome = request.send().await.unwrap();
    assert_eq!(
        failures(outcome.failed()),
        [("bad", "ReceiptHandleIsInvalid", true), ("empty", "MissingParameter", true)]
    );
    assert_eq!(outcome.successful()[0].id(), "good");
    assert_eq!(stack.counts(JOBS).await, [0, 0, 0]);
}
