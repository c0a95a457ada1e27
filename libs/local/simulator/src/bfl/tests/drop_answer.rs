//! A start whose answer never comes.

use super::*;

#[tokio::test]
async fn the_client_gets_an_error_and_the_task_exists() {
    let stage = Stage::set().await;
    let prompt = "a red fox sim:drop-answer";
    let error = stage.try_start(json!({ "prompt": prompt })).await.unwrap_err();
    assert!(error.is_request() && error.status().is_none(), "{error:?}");

    let job = stage.job(prompt).await;
    assert_eq!(job["starts"], 1, "the client's stack did not start it again by itself");
    stage.pass(TYPICAL_MS);
    assert_eq!(stage.poll(job["tasks"][0].as_str().unwrap()).await["status"], "Ready");
    assert_eq!(stage.job(prompt).await["billed_units"], 1);
}

#[tokio::test]
async fn it_is_the_same_on_a_connection_that_was_used_before() {
    let stage = Stage::set().await;
    stage.task("a red fox").await;
    stage.try_start(json!({ "prompt": "sim:drop-answer" })).await.unwrap_err();
    assert_eq!(stage.job("sim:drop-answer").await["starts"], 1);
}

/// Not a byte, so no client can make a status of it.
#[tokio::test]
async fn nothing_is_sent_before_the_connection_ends() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    let stage = Stage::set().await;
    let body = r#"{"prompt":"sim:drop-answer"}"#;
    let host = stage.url("").replace("http://", "").replace("/bfl", "");
    let request = format!(
        "POST /bfl/v1/flux-2-pro HTTP/1.1\r\nhost: {host}\r\nx-key: {KEY}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut connection = tokio::net::TcpStream::connect(&host).await.unwrap();
    connection.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).await.unwrap();
    assert_eq!(String::from_utf8_lossy(&answer), "");
}
