//! `ChangeMessageVisibility`.

use aws_sdk_sqs::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sqs::operation::change_message_visibility::ChangeMessageVisibilityError as Refused;
use aws_sdk_sqs::types::Message;

use crate::stack::{JOBS, Stack, receive_count};

async fn change(stack: &Stack, message: &Message, seconds: i32) -> Result<(), Refused> {
    let request = stack.sqs.change_message_visibility().queue_url(JOBS).visibility_timeout(seconds);
    let outcome = request.receipt_handle(message.receipt_handle().unwrap()).send().await;
    outcome.map(drop).map_err(SdkError::into_service_error)
}

#[tokio::test]
async fn zero_gives_the_message_back_at_once() {
    let stack = Stack::start().await;
    stack.send("one").await;
    let first = stack.receive_one(JOBS).await;
    change(&stack, &first, 0).await.unwrap();
    assert_eq!(stack.counts(JOBS).await, [1, 0, 0]);
    assert_eq!(receive_count(&stack.receive_one(JOBS).await), "2");
}

#[tokio::test]
async fn a_hold_is_prolonged_from_now_on() {
    let stack = Stack::start().await;
    stack.send("one").await;
    let message = stack.receive_one(JOBS).await;
    stack.pass(20_000);
    change(&stack, &message, 60).await.unwrap();
    stack.pass(59_999);
    assert_eq!(stack.counts(JOBS).await, [0, 1, 0]);
    stack.pass(1);
    assert_eq!(stack.counts(JOBS).await, [1, 0, 0]);
}

#[tokio::test]
async fn a_hold_lasts_at_most_twelve_hours_from_its_receive() {
    let stack = Stack::start().await;
    stack.send("one").await;
    let message = stack.receive_one(JOBS).await;
    for seconds in [-1, 43_201] {
        let refused = change(&stack, &message, seconds).await.unwrap_err();
        assert_eq!(refused.code(), Some("InvalidParameterValue"), "{seconds}");
    }
    change(&stack, &message, 43_200).await.unwrap();
    stack.pass(1);
    let refused = change(&stack, &message, 43_200).await.unwrap_err();
    assert_eq!(refused.code(), Some("InvalidParameterValue"));
}

#[tokio::test]
async fn a_message_that_is_visible_again_is_not_in_flight() {
    let stack = Stack::start().await;
    stack.send("one").await;
    let message = stack.receive_one(JOBS).await;
    stack.pass(30_000);
    assert!(change(&stack, &message, 30).await.unwrap_err().is_message_not_inflight());
}

#[tokio::test]
async fn an_earlier_receiver_cannot_change_the_hold_of_a_later_one() {
    let stack = Stack::start().await;
    stack.send("one").await;
    let first = stack.receive_one(JOBS).await;
    stack.pass(30_000);
    stack.receive_one(JOBS).await;
    let refused = change(&stack, &first, 0).await.unwrap_err();
    assert_eq!(refused.code(), Some("InvalidParameterValue"));
    assert_eq!(stack.counts(JOBS).await, [0, 1, 0]);
}

#[tokio::test]
async fn a_deleted_message_has_no_hold_to_change() {
    let stack = Stack::start().await;
    stack.send("one").await;
    let message = stack.receive_one(JOBS).await;
    stack.delete(&message).await;
    let refused = change(&stack, &message, 30).await.unwrap_err();
    assert_eq!(refused.code(), Some("InvalidParameterValue"));
}
