//! `GetQueueAttributes`, and declaring queues.

use aws_sdk_sqs::error::ProvideErrorMetadata;
use aws_sdk_sqs::types::QueueAttributeName as Name;
use local_sqs::{Error, QueueSpec};

use crate::stack::{JOBS, Stack, UNKNOWN, jobs};

#[tokio::test]
async fn only_the_numbers_of_messages_can_be_asked_for() {
    let stack = Stack::start().await;
    let ask = |queue| stack.sqs.get_queue_attributes().queue_url(queue);
    assert!(ask(JOBS).send().await.unwrap().attributes().is_none());
    let counted = ask(JOBS).attribute_names(Name::ApproximateNumberOfMessages).send().await.unwrap();
    assert_eq!(counted.attributes().unwrap()[&Name::ApproximateNumberOfMessages], "0");
    for name in [Name::All, Name::Policy, Name::VisibilityTimeout, Name::from("Colour")] {
        let refused = ask(JOBS).attribute_names(name).send().await.unwrap_err();
        assert!(refused.into_service_error().is_invalid_attribute_name());
    }
    let refused = ask(UNKNOWN).send().await.unwrap_err();
    assert_eq!(refused.code(), Some("AWS.SimpleQueueService.NonExistentQueue"));
}

#[tokio::test]
async fn declaring_again_changes_the_rules_and_keeps_the_messages() {
    let stack = Stack::start().await;
    stack.send("one").await;
    stack.queues.declare(&QueueSpec { visibility_timeout_seconds: 1, dead_letter: None, ..jobs() }).unwrap();
    stack.receive_one(JOBS).await;
    stack.pass(1_000);
    assert_eq!(stack.counts(JOBS).await, [1, 0, 0]);
    let wrong = stack.queues.declare(&QueueSpec { name: "jobs.fifo".into(), ..jobs() });
    assert!(matches!(wrong, Err(Error::Spec { .. })));
}
