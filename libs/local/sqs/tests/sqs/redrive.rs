//! Messages that have been received too often.

use aws_sdk_sqs::types::MessageSystemAttributeName as Name;
use local_sqs::{DeadLetter, QueueSpec};

use crate::stack::{DEAD, JOBS, START, Stack, jobs, receive_count, system};

#[tokio::test]
async fn a_message_moves_instead_of_being_received_once_too_often() {
    let stack = Stack::start().await;
    let message_id = stack.send("one").await;
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
    assert_eq!((dead.message_id(), dead.body()), (Some(message_id.as_str()), Some("one")));
    assert_eq!(system(&dead, &Name::SentTimestamp), Some(START.to_string().as_str()));
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
