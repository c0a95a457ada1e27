//! Messages that outlive their queue's retention.

use local_sqs::QueueSpec;

use crate::stack::{DEAD, JOBS, Stack, jobs, jobs_dead};

#[tokio::test]
async fn a_message_vanishes_when_its_retention_is_over() {
    let stack = Stack::start().await;
    stack.queues.declare(&QueueSpec { retention_seconds: 60, ..jobs() }).unwrap();
    stack.send("one").await;
    stack.pass(59_999);
    assert_eq!(stack.counts(JOBS).await, [1, 0, 0]);
    stack.pass(1);
    assert_eq!(stack.counts(JOBS).await, [0, 0, 0]);
    assert!(stack.receive(JOBS).await.is_empty());
}

#[tokio::test]
async fn age_counts_from_the_first_send_even_in_the_dead_letter_queue() {
    let stack = Stack::start().await;
    stack.queues.declare(&QueueSpec { retention_seconds: 100, ..jobs_dead() }).unwrap();
    stack.send("one").await;
    for _ in 0..2 {
        stack.receive_one(JOBS).await;
        stack.pass(30_000);
    }
    assert!(stack.receive(JOBS).await.is_empty());
    assert_eq!(stack.counts(DEAD).await, [1, 0, 0]);
    stack.pass(40_000);
    assert_eq!(stack.counts(DEAD).await, [0, 0, 0]);
}
