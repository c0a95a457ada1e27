//! `SendMessage`.

use aws_sdk_sqs::error::ProvideErrorMetadata;
use aws_sdk_sqs::types::{
    MessageAttributeValue, MessageSystemAttributeNameForSends as SystemName, MessageSystemAttributeValue,
};

use crate::stack::{JOBS, Stack, UNKNOWN, bodies};

#[tokio::test]
async fn a_sent_message_is_received_with_its_sum() {
    let stack = Stack::start().await;
    let sent = stack.sqs.send_message().queue_url(JOBS).message_body("message digest").send().await.unwrap();
    let received = stack.receive_one(JOBS).await;
    assert_eq!(received.message_id(), sent.message_id());
    assert_eq!(received.body(), Some("message digest"));
    // RFC 1321, appendix A.5.
    assert_eq!(sent.md5_of_message_body(), Some("f96b697d7cb7938d525a2f31aaf161d0"));
    assert_eq!(received.md5_of_body(), sent.md5_of_message_body());
}

#[tokio::test]
async fn a_delayed_message_stays_away_until_its_delay_is_over() {
    let stack = Stack::start().await;
    stack.sqs.send_message().queue_url(JOBS).message_body("later").delay_seconds(900).send().await.unwrap();
    assert_eq!(stack.counts(JOBS).await, [0, 0, 1]);
    stack.pass(899_999);
    assert!(stack.receive(JOBS).await.is_empty());
    stack.pass(1);
    assert_eq!(stack.counts(JOBS).await, [1, 0, 0]);
    assert_eq!(bodies(&stack.receive(JOBS).await), ["later"]);
}

#[tokio::test]
async fn a_delay_outside_the_limits_is_refused() {
    let stack = Stack::start().await;
    for delay in [-1, 901] {
        let refused =
            stack.sqs.send_message().queue_url(JOBS).message_body("x").delay_seconds(delay).send().await;
        assert_eq!(refused.unwrap_err().code(), Some("InvalidParameterValue"), "{delay}");
    }
    assert_eq!(stack.counts(JOBS).await, [0, 0, 0]);
}

#[tokio::test]
async fn a_body_may_have_one_mebibyte_and_no_more() {
    let stack = Stack::start().await;
    // Each of these bytes is escaped on the wire.
    let send =
        |length: usize| stack.sqs.send_message().queue_url(JOBS).message_body("\n".repeat(length)).send();
    let refused = send(1_048_576 + 1).await.unwrap_err();
    assert_eq!(refused.code(), Some("InvalidParameterValue"));
    send(1_048_576).await.unwrap();
    assert_eq!(stack.counts(JOBS).await, [1, 0, 0]);
}

#[tokio::test]
async fn a_body_that_sqs_cannot_carry_is_refused() {
    let stack = Stack::start().await;
    for body in ["\u{0}", "tick\u{8}", "\u{ffff}"] {
        let refused = stack.sqs.send_message().queue_url(JOBS).message_body(body).send().await.unwrap_err();
        assert!(refused.into_service_error().is_invalid_message_contents(), "{body:?}");
    }
    let refused = stack.sqs.send_message().queue_url(JOBS).message_body("").send().await.unwrap_err();
    assert_eq!(refused.code(), Some("MissingParameter"));
}

#[tokio::test]
async fn a_parameter_that_is_not_played_is_refused() {
    let stack = Stack::start().await;
    let send = || stack.sqs.send_message().queue_url(JOBS).message_body("x");
    let text = MessageAttributeValue::builder().data_type("String").string_value("x").build().unwrap();
    let trace = MessageSystemAttributeValue::builder().data_type("String").string_value("x").build().unwrap();
    for request in [
        send().message_deduplication_id("once"),
        send().message_group_id("group"),
        send().message_attributes("name", text),
        send().message_system_attributes(SystemName::AwsTraceHeader, trace),
    ] {
        assert_eq!(request.send().await.unwrap_err().code(), Some("MalformedInput"));
    }
    assert_eq!(stack.counts(JOBS).await, [0, 0, 0]);
}

#[tokio::test]
async fn sending_to_an_unknown_queue_is_refused_with_the_error_of_the_sdk() {
    let stack = Stack::start().await;
    let refused = stack.sqs.send_message().queue_url(UNKNOWN).message_body("x").send().await.unwrap_err();
    assert!(refused.into_service_error().is_queue_does_not_exist());
}
