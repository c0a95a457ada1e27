//! `GetQueueUrl`, `ListQueues`, `GetQueueAttributes`, and declaring.

use aws_sdk_sqs::error::ProvideErrorMetadata;
use aws_sdk_sqs::types::QueueAttributeName as Name;
use local_sqs::{Error, QueueSpec};

use crate::stack::{JOBS, START, Stack, UNKNOWN, jobs};

#[tokio::test]
async fn a_queue_url_leads_back_to_the_queue() {
    let stack = Stack::start().await;
    let url = stack.sqs.get_queue_url().queue_name("jobs").send().await.unwrap().queue_url.unwrap();
    assert_eq!(url, format!("http://{}/000000000000/jobs", stack.address));
    stack.sqs.send_message().queue_url(&url).message_body("one").send().await.unwrap();
    assert_eq!(stack.counts(JOBS).await, [1, 0, 0]);

    let refused = stack.sqs.get_queue_url().queue_name("unknown").send().await.unwrap_err();
    assert!(refused.into_service_error().is_queue_does_not_exist());
}

#[tokio::test]
async fn queues_are_listed_by_prefix_and_page() {
    let stack = Stack::start().await;
    stack.queues.declare(&QueueSpec { name: "mail".into(), ..jobs() }).unwrap();
    let base = format!("http://{}/000000000000", stack.address);
    let all = stack.sqs.list_queues().send().await.unwrap();
    assert_eq!(
        all.queue_urls(),
        [format!("{base}/jobs"), format!("{base}/jobs-dead"), format!("{base}/mail")]
    );
    let some = stack.sqs.list_queues().queue_name_prefix("jobs-").send().await.unwrap();
    assert_eq!(some.queue_urls(), [format!("{base}/jobs-dead")]);
    let first = stack.sqs.list_queues().max_results(2).send().await.unwrap();
    let rest =
        stack.sqs.list_queues().max_results(2).set_next_token(first.next_token.clone()).send().await.unwrap();
    assert_eq!((first.queue_urls().len(), rest.queue_urls()), (2, [format!("{base}/mail")].as_slice()));
    assert!(rest.next_token().is_none());
}

#[tokio::test]
async fn attributes_tell_the_queues_rules() {
    let stack = Stack::start().await;
    let request = stack.sqs.get_queue_attributes().queue_url(JOBS);
    let attributes = request.attribute_names(Name::All).send().await.unwrap().attributes.unwrap();
    let created = (START / 1000).to_string();
    for (name, value) in [
        (Name::QueueArn, "arn:aws:sqs:us-east-1:000000000000:jobs"),
        (Name::VisibilityTimeout, "30"),
        (Name::MessageRetentionPeriod, "345600"),
        (Name::MaximumMessageSize, "1048576"),
        (Name::CreatedTimestamp, created.as_str()),
        (
            Name::RedrivePolicy,
            r#"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:jobs-dead","maxReceiveCount":2}"#,
        ),
    ] {
        assert_eq!(attributes[&name], value);
    }
}

#[tokio::test]
async fn only_known_attributes_can_be_asked_for() {
    let stack = Stack::start().await;
    let ask = |queue| stack.sqs.get_queue_attributes().queue_url(queue);
    assert!(ask(JOBS).send().await.unwrap().attributes().is_none());
    let unset = ask(JOBS).attribute_names(Name::Policy).send().await.unwrap();
    assert!(unset.attributes().is_none());
    let refused = ask(JOBS).attribute_names(Name::from("Colour")).send().await.unwrap_err();
    assert!(refused.into_service_error().is_invalid_attribute_name());
    let refused = ask(UNKNOWN).attribute_names(Name::All).send().await.unwrap_err();
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
