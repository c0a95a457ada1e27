//! What clients other than the SDK would see on the wire.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::stack::Stack;

async fn post(stack: &Stack, path: &str, target: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(stack.address).await.unwrap();
    let length = body.len();
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-amz-target: {target}\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn a_refusal_names_itself_in_header_and_body() {
    let stack = Stack::start().await;
    let body = r#"{"QueueUrl":"http://x/0/unknown"}"#;
    let answer = post(&stack, "/", "AmazonSQS.ReceiveMessage", body).await;
    for part in [
        "HTTP/1.1 400 ",
        "content-type: application/x-amz-json-1.0",
        "x-amzn-query-error: AWS.SimpleQueueService.NonExistentQueue;Sender",
        r#""__type":"com.amazonaws.sqs#QueueDoesNotExist""#,
    ] {
        assert!(answer.contains(part), "{part} in {answer}");
    }
    assert_eq!(answer.matches("content-type").count(), 1, "{answer}");
}

#[tokio::test]
async fn requests_are_answered_at_the_queues_own_path_too() {
    let stack = Stack::start().await;
    let body = r#"{"QueueUrl":"http://x/0/jobs","MessageBody":"one"}"#;
    let answer = post(&stack, "/000000000000/jobs", "AmazonSQS.SendMessage", body).await;
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("MD5OfMessageBody"), "{answer}");
}

#[tokio::test]
async fn nonsense_is_refused() {
    let stack = Stack::start().await;
    for (target, body, code) in [
        ("AmazonSQS.PurgeQueue", "{}", "InvalidAction"),
        ("DynamoDB_20120810.GetItem", "{}", "InvalidAction"),
        ("AmazonSQS.SendMessage", "not json", "MalformedInput"),
        ("AmazonSQS.SendMessage", r#"{"QueueUrl":7}"#, "MalformedInput"),
        ("AmazonSQS.SendMessage", "{}", "AWS.SimpleQueueService.NonExistentQueue"),
    ] {
        let answer = post(&stack, "/", target, body).await;
        assert!(answer.contains(&format!("x-amzn-query-error: {code};Sender")), "{target}: {answer}");
    }
}
