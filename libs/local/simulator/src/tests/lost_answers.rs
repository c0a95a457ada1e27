//! `sim:drop-answer`, as the network sees it.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::bfl;
use crate::tests::client::Client;
use crate::vendor::Vendor;

/// Not a byte, so no client can make a status of it.
#[tokio::test]
async fn nothing_is_sent_before_the_connection_ends() {
    let client = Client::new(bfl::tests::api(), "pictures").await;
    let body = r#"{"prompt":"sim:drop-answer"}"#;
    let host = client.url("").replace("http://", "").replace("/bfl", "");
    let request = format!(
        "POST /bfl/v1/flux-2-pro HTTP/1.1\r\nhost: {host}\r\nx-key: {}\r\ncontent-length: {}\r\n\r\n{body}",
        Vendor::Bfl.key(),
        body.len()
    );
    let mut connection = TcpStream::connect(&host).await.unwrap();
    connection.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).await.unwrap();
    assert_eq!(String::from_utf8_lossy(&answer), "");
}
