//! `SendMessage`.

use aws_sdk_sqs::error::ProvideErrorMetadata;
use aws_sdk_sqs::primitives::Blob;
use aws_sdk_sqs::types::MessageAttributeValue;

use crate::stack::{JOBS, Stack, UNKNOWN, bodies};

fn text(value: &str) -> MessageAttributeValue {
    MessageAttributeValue::builder().data_type("String").string_value(value).build().unwrap()
}

#[tokio::test]
async fn a_sent_message_is_received_with_its_sums() {
    let stack = Stack::start().await;
    let binary = MessageAttributeValue::builder().data_type("Binary").binary_value(Blob::new([0, 1, 2]));
    let sent = stack
        .sqs
        .send_message()
        .queue_url(JOBS)
        .message_body("message digest")
        .message_attributes("zip", binary.build().unwrap())
        .message_attributes("name", text("Zoë"))
        .send()
        .await
        .unwrap();

    let received = stack.receive_one(JOBS).await;
    assert_eq!(received.message_id(), sent.message_id());
    assert_eq!(received.body(), Some("message digest"));
    // RFC 1321, appendix A.5.
    assert_eq!(sent.md5_of_message_body(), Some("f96b697d7cb7938d525a2f31aaf161d0"));
    assert_eq!(received.md5_of_body(), sent.md5_of_message_body());
    assert!(sent.md5_of_message_attributes().is_some());
    assert_eq!(received.md5_of_message_attributes(), sent.md5_of_message_attributes());
    let attributes = received.message_attributes().unwrap();
    assert_eq!(attributes["zip"].binary_value().unwrap().as_ref(), [0, 1, 2]);
    assert_eq!(attributes["name"], text("Zoë"));
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
async fn body_and_attributes_together_may_be_one_mebibyte_and_no_more() {
    let stack = Stack::start().await;
    let attribute_bytes = "name".len() + "String".len() + "value".len();
    let send = |length: usize| {
        let request = stack.sqs.send_message().queue_url(JOBS).message_body("\n".repeat(length));
        request.message_attributes("name", text("value")).send()
    };
    let refused = send(1_048_576 - attribute_bytes + 1).await.unwrap_err();
    assert_eq!(refused.code(), Some("InvalidParameterValue"));
    send(1_048_576 - attribute_bytes).await.unwrap();
    assert_eq!(stack.counts(JOBS).await, [1, 0, 0]);
}

#[tokio::test]
async fn a_body_sqs_cannot_carry_is_refused() {
    let stack = Stack::start().await;
    for body in ["\u{0}", "tick\u{8}", "\u{ffff}"] {
        let refused = stack.sqs.send_message().queue_url(JOBS).message_body(body).send().await.unwrap_err();
        assert!(refused.into_service_error().is_invalid_message_contents(), "{body:?}");
    }
    let refused = stack.sqs.send_message().queue_url(JOBS).message_body("").send().await.unwrap_err();
    assert_eq!(refused.code(), Some("MissingParameter"));
}

#[tokio::test]
async fn bad_attributes_are_refused() {
    let stack = Stack::start().await;
    let number = MessageAttributeValue::builder().data_type("Number").string_value("seven").build().unwrap();
    for (name, value) in [("AWS.reserved", text("x")), ("count", number)] {
        let request = stack.sqs.send_message().queue_url(JOBS).message_body("x");
        let refused = request.message_attributes(name, value).send().await.unwrap_err();
        assert_eq!(refused.code(), Some("InvalidParameterValue"), "{name}");
    }
    let mut request = stack.sqs.send_message().queue_url(JOBS).message_body("x");
    for number in 0..11 {
        request = request.message_attributes(format!("a{number}"), text("x"));
    }
    assert_eq!(request.send().await.unwrap_err().code(), Some("InvalidParameterValue"));
}

#[tokio::test]
async fn what_a_standard_queue_does_not_keep_is_refused_aloud() {
    let stack = Stack::start().await;
    let send = || stack.sqs.send_message().queue_url(JOBS).message_body("x");
    let refused = send().message_deduplication_id("once").send().await.unwrap_err();
    assert_eq!(refused.code(), Some("InvalidParameterValue"));
    let refused = send().message_group_id("group").send().await.unwrap_err();
    assert!(refused.into_service_error().is_unsupported_operation());
}

#[tokio::test]
async fn sending_to_an_unknown_queue_is_the_modelled_error() {
    let stack = Stack::start().await;
    let refused = stack.sqs.send_message().queue_url(UNKNOWN).message_body("x").send().await.unwrap_err();
    assert!(refused.into_service_error().is_queue_does_not_exist());
}
