//! `ReceiveMessage` that waits. These tests wait for real, as briefly as they can.

use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::stack::{DEAD, JOBS, Stack, bodies, receive_count};

/// Far below the 20 seconds that a waiting receive may take, and far above what a slow machine needs.
const SOON: Duration = Duration::from_secs(5);

/// Starts a long poll, lets it reach the queue, and does `meanwhile`. Returns the bodies that the poll received, and
/// how long it took.
async fn poll_during(stack: &Stack, queue: &str, meanwhile: impl AsyncFnOnce()) -> (Vec<String>, Duration) {
    let started = Instant::now();
    let poll = Box::pin(stack.sqs.receive_message().queue_url(queue).wait_time_seconds(20).send());
    let meanwhile = Box::pin(async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        meanwhile().await;
    });
    let (output, ()) = tokio::join!(poll, meanwhile);
    let messages = output.unwrap().messages.unwrap_or_default();
    (bodies(&messages).into_iter().map(str::to_owned).collect(), started.elapsed())
}

#[tokio::test]
async fn a_later_send_wakes_the_poll() {
    let stack = Stack::start().await;
    let (bodies, took) = poll_during(&stack, JOBS, async || {
        stack.send("one").await;
    })
    .await;
    assert_eq!(bodies, ["one"]);
    assert!(took < SOON, "{took:?}");
}

#[tokio::test]
async fn a_message_whose_visibility_lapses_ends_the_poll() {
    let stack = Stack::start().await;
    stack.send("one").await;
    stack.receive_one(JOBS).await;
    let (bodies, took) = poll_during(&stack, JOBS, async || stack.pass(30_000)).await;
    assert_eq!(bodies, ["one"]);
    assert!(took < SOON, "{took:?}");
}

#[tokio::test]
async fn a_message_that_gives_up_wakes_the_poll_of_the_dead_letter_queue() {
    let stack = Stack::start().await;
    stack.send("one").await;
    for _ in 0..2 {
        stack.receive_one(JOBS).await;
        stack.pass(30_000);
    }
    let (bodies, took) = poll_during(&stack, DEAD, async || {
        assert!(stack.receive(JOBS).await.is_empty());
    })
    .await;
    assert_eq!(bodies, ["one"]);
    assert!(took < SOON, "{took:?}");
}

#[tokio::test]
async fn a_poll_without_messages_ends_empty_after_its_wait() {
    let stack = Stack::start().await;
    let started = Instant::now();
    let output = stack.sqs.receive_message().queue_url(JOBS).wait_time_seconds(1).send().await.unwrap();
    assert!(output.messages().is_empty());
    assert!(started.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_poll_whose_client_hung_up_takes_nothing() {
    let stack = Stack::start().await;
    let body = r#"{"QueueUrl":"http://x/0/jobs","WaitTimeSeconds":20}"#;
    let mut hung_up = TcpStream::connect(stack.address).await.unwrap();
    let head = format!(
        "POST / HTTP/1.1\r\nhost: x\r\nx-amz-target: AmazonSQS.ReceiveMessage\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    hung_up.write_all((head + body).as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    drop(hung_up);
    tokio::time::sleep(Duration::from_millis(50)).await;

    stack.send("one").await;
    assert_eq!(receive_count(&stack.receive_one(JOBS).await), "1");
}
