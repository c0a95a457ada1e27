//! Messages received too often.

use aws_sdk_sqs::types::{MessageAttributeValue, MessageSystemAttributeName as Name};
use local_sqs::{DeadLetter, QueueSpec};

use crate::stack::{DEAD, JOBS, START, Stack, jobs, receive_count, system};

#[tokio::test]
async fn a_message_moves_instead_of_being_received_once_too_often() {
    let stack = Stack::start().await;
    let text = MessageAttributeValue::builder().data_type("String").string_value("x").build().unwrap();
    let request =
        stack.sqs.send_message().queue_url(JOBS).message_body("one").message_attributes("user", text.clone());
    let sent = request.send().await.unwrap();
    for count in ["1", "2"] {
        assert_eq!(receive_count(&stack.receive_one(JOBS).await), count);
        stack.pass(30_000);
    }
    assert_eq!(stack.counts(JOBS).await, [1, 0, 0]);
    assert!(stack.receive(JOBS).await.is_empty());
    assert_eq!(stack.counts(JOBS).await, [0, 0, 0]);
    assert_eq!(stack.counts(DEAD).await, [1, 0, 0]);

    let dead = stack.receive_one(DEAD).await;
    assert_eq!(stack.counts(DEAD).await, [0, 1, 0]);
    assert_eq!(dead.message_id(), sent.message_id());
    assert_eq!(dead.body(), Some("one"));
    assert_eq!(dead.message_attributes().unwrap()["user"], text);
    assert_eq!(system(&dead, &Name::SentTimestamp), Some(START.to_string().as_str()));
    assert_eq!(
        system(&dead, &Name::DeadLetterQueueSourceArn),
        Some("arn:aws:sqs:us-east-1:000000000000:jobs")
    );
    // AWS counts receives across all queues.
    assert_eq!(receive_count(&dead), "3");
}

#[tokio::test]
async fn a_poisoned_message_does_not_hold_up_a_fresh_one() {
    let stack = Stack::start().await;
    stack.send("poison").await;
    for _ in 0..2 {
        stack.receive_one(JOBS).await;
        stack.pass(30_000);
    }
    stack.send("fresh").await;
    let output = stack.sqs.receive_message().queue_url(JOBS).max_number_of_messages(1).send().await.unwrap();
    assert_eq!(output.messages()[0].body(), Some("fresh"));
    assert_eq!(stack.counts(DEAD).await, [1, 0, 0]);
}

#[tokio::test]
async fn a_message_stays_while_its_dead_letter_queue_is_not_declared() {
    let stack = Stack::start().await;
    let nowhere = DeadLetter { queue: "nowhere".into(), max_receive_count: 1 };
    stack.queues.declare(&QueueSpec { dead_letter: Some(nowhere), ..jobs() }).unwrap();
    stack.send("one").await;
    for count in ["1", "2", "3"] {
        assert_eq!(receive_count(&stack.receive_one(JOBS).await), count);
        stack.pass(30_000);
    }
}
