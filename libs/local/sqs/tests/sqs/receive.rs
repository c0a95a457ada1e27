//! `ReceiveMessage` without waiting.

use std::collections::HashSet;
use std::sync::Arc;

use aws_sdk_sqs::error::ProvideErrorMetadata;
use aws_sdk_sqs::types::MessageSystemAttributeName as Name;
use tokio::task::JoinSet;

use crate::stack::{JOBS, START, Stack, UNKNOWN, bodies, receive_count, system};

#[tokio::test]
async fn a_received_message_is_hidden_until_its_visibility_lapses() {
    let stack = Stack::start().await;
    stack.send("one").await;
    let first = stack.receive_one(JOBS).await;
    stack.pass(29_999);
    assert!(stack.receive(JOBS).await.is_empty());
    assert_eq!(stack.counts(JOBS).await, [0, 1, 0]);
    stack.pass(1);
    assert_eq!(stack.counts(JOBS).await, [1, 0, 0]);
    let second = stack.receive_one(JOBS).await;
    assert_eq!(second.message_id(), first.message_id());
    assert_ne!(second.receipt_handle(), first.receipt_handle());
    assert_eq!(stack.counts(JOBS).await, [0, 1, 0]);
}

#[tokio::test]
async fn a_receive_may_choose_its_own_visibility() {
    let stack = Stack::start().await;
    stack.send("one").await;
    let receive = |seconds| stack.sqs.receive_message().queue_url(JOBS).visibility_timeout(seconds).send();
    assert_eq!(receive(0).await.unwrap().messages().len(), 1);
    assert_eq!(receive(5).await.unwrap().messages().len(), 1);
    stack.pass(4_999);
    assert_eq!(stack.counts(JOBS).await, [0, 1, 0]);
    stack.pass(1);
    assert_eq!(stack.counts(JOBS).await, [1, 0, 0]);
}

#[tokio::test]
async fn system_attributes_state_the_messages_history() {
    let stack = Stack::start().await;
    stack.pass(7);
    stack.send("one").await;
    stack.pass(100);
    assert_eq!(receive_count(&stack.receive_one(JOBS).await), "1");
    stack.pass(30_000);
    let second = stack.receive_one(JOBS).await;
    assert_eq!(receive_count(&second), "2");
    assert_eq!(system(&second, &Name::SentTimestamp), Some((START + 7).to_string().as_str()));
    let first_received = (START + 107).to_string();
    assert_eq!(system(&second, &Name::ApproximateFirstReceiveTimestamp), Some(first_received.as_str()));
    assert_eq!(system(&second, &Name::SenderId), Some("000000000000"));
}

#[tokio::test]
async fn only_the_system_attributes_asked_for_are_returned() {
    let stack = Stack::start().await;
    stack.send("one").await;
    let receive = || stack.sqs.receive_message().queue_url(JOBS).visibility_timeout(0);
    let plain = receive().send().await.unwrap().messages.unwrap().remove(0);
    assert!(plain.attributes().is_none());

    let request = receive().message_system_attribute_names(Name::ApproximateReceiveCount);
    let message = request.send().await.unwrap().messages.unwrap().remove(0);
    assert_eq!(message.attributes().unwrap().keys().collect::<Vec<_>>(), [&Name::ApproximateReceiveCount]);

    for name in [Name::DeadLetterQueueSourceArn, Name::from("Colour")] {
        let refused = receive().message_system_attribute_names(name).send().await.unwrap_err();
        assert_eq!(refused.code(), Some("InvalidAttributeName"));
    }
}

#[tokio::test]
async fn a_parameter_that_is_not_played_is_refused() {
    let stack = Stack::start().await;
    let receive = || stack.sqs.receive_message().queue_url(JOBS);
    for request in [receive().message_attribute_names("All"), receive().receive_request_attempt_id("once")] {
        assert_eq!(request.send().await.unwrap_err().code(), Some("MalformedInput"));
    }
}

#[tokio::test]
async fn at_most_as_many_messages_come_as_were_asked_for_oldest_first() {
    let stack = Stack::start().await;
    for number in 0..12 {
        stack.send(&number.to_string()).await;
    }
    let one = stack.sqs.receive_message().queue_url(JOBS).send().await.unwrap();
    assert_eq!(bodies(one.messages()), ["0"]);
    assert_eq!(bodies(&stack.receive(JOBS).await), ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
    assert_eq!(stack.counts(JOBS).await, [1, 11, 0]);
}

#[tokio::test]
async fn numbers_outside_the_limits_are_refused() {
    let stack = Stack::start().await;
    let receive = || stack.sqs.receive_message().queue_url(JOBS);
    for request in [
        receive().max_number_of_messages(0),
        receive().max_number_of_messages(11),
        receive().wait_time_seconds(-1),
        receive().wait_time_seconds(21),
        receive().visibility_timeout(-1),
        receive().visibility_timeout(43_201),
    ] {
        assert_eq!(request.send().await.unwrap_err().code(), Some("InvalidParameterValue"));
    }
}

#[tokio::test]
async fn receiving_from_an_unknown_queue_is_refused_with_the_error_of_the_sdk() {
    let stack = Stack::start().await;
    let refused = stack.sqs.receive_message().queue_url(UNKNOWN).send().await.unwrap_err();
    assert!(refused.into_service_error().is_queue_does_not_exist());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn concurrent_receivers_never_get_the_same_message() {
    let stack = Arc::new(Stack::start().await);
    for number in 0..40 {
        stack.send(&number.to_string()).await;
    }
    let mut receivers = JoinSet::new();
    for _ in 0..8 {
        let stack = stack.clone();
        receivers.spawn(async move {
            let mut ids = Vec::new();
            loop {
                let output = stack
                    .sqs
                    .receive_message()
                    .queue_url(JOBS)
                    .max_number_of_messages(3)
                    .send()
                    .await
                    .unwrap();
                if output.messages().is_empty() {
                    return ids;
                }
                ids.extend(output.messages.unwrap().into_iter().map(|message| message.message_id.unwrap()));
            }
        });
    }
    let ids: Vec<_> = receivers.join_all().await.into_iter().flatten().collect();
    assert_eq!(ids.len(), 40);
    assert_eq!(ids.into_iter().collect::<HashSet<_>>().len(), 40);
}
