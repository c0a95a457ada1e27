//! Headers that are too many, too long or no headers at all, from servers that do not stop.

use std::time::Duration;

use super::server::{Server, Tripwire, hanging_up, pouring};
use super::{LIMITS, allowing};
use crate::{Error, Limits};

const KILOBYTE: &[u8] = &[b'a'; 1024];

#[tokio::test]
async fn headers_that_never_end_are_not_kept() {
    let lines = b"\r\n".repeat(512).leak();
    let cases: [(&str, &[u8]); 5] = [
        ("HTTP/1.1 200 OK\r\n", b"a: b\r\n"),
        ("HTTP/1.1 200 OK\r\na: ", KILOBYTE),
        ("HTTP/1.1 200 OK\r\n", KILOBYTE),
        ("HTTP/1.1 200 ", KILOBYTE),
        ("", lines),
    ];
    for (head, again) in cases {
        let address = pouring(head, again, Duration::from_micros(1)).await;
        let error = allowing(["127.0.0.1"]).open(&format!("http://{address}/"), LIMITS).await.unwrap_err();
        assert!(matches!(error, Error::Unreachable { .. }), "{head}: {error}");
    }
}

#[tokio::test]
async fn an_answer_that_is_not_http_is_refused() {
    let cases = [
        "<html>no head at all</html>\r\n\r\n",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "220 mail.inside ESMTP\r\n",
        "-ERR unknown command 'GET'\r\n",
        "HTTP/2.0 200 OK\r\n\r\n",
        "HTTP/0.9 200 OK\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\n folded: too early\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nna me: b\r\n\r\n",
        "HTTP/1.1 200 OK\r\na: b\0c\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
    ];
    for answer in cases {
        let address = hanging_up(answer).await;
        let error =
            allowing(["127.0.0.1"]).open(&format!("http://{address}/"), LIMITS).await.expect_err(answer);
        assert!(matches!(error, Error::Unreachable { .. } | Error::Status(101)), "{answer}: {error}");
    }
}

#[tokio::test]
async fn a_host_that_accepts_and_never_answers_hits_the_total_limit() {
    let silent = Tripwire::lay();
    let limits = Limits { total: Duration::from_millis(150), ..LIMITS };
    let error =
        allowing(["127.0.0.1"]).open(&format!("http://{}/", silent.address()), limits).await.unwrap_err();
    assert!(matches!(error, Error::TooSlow(_)), "{error}");
    assert_eq!(silent.connections(), 1);
}

/// An honest server may send large headers: sixteen kilobytes of policies and cookies are read.
#[tokio::test]
async fn large_headers_of_an_honest_server_are_read() {
    let server = Server::start(|_, _| {
        let header = format!("set-cookie: {}\r\n", "a".repeat(2000)).repeat(8);
        format!("HTTP/1.1 200 OK\r\n{header}content-length: 5\r\n\r\nthere").into_bytes()
    })
    .await;
    let download = allowing(["127.0.0.1"]).open(&server.url("/"), LIMITS).await.unwrap();
    assert_eq!(download.bytes().await.unwrap(), "there");
}
