//! Servers that send without an end, fast or in drops. The limit for bytes or the one for time ends them.

use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;

use super::server::{hanging_up, pouring};
use super::{LIMITS, allowing};
use crate::{Error, Limits};

const AT_ONCE: Duration = Duration::from_micros(1);
const BY_DROPS: Duration = Duration::from_millis(5);
const KILOBYTE: &[u8] = &[b'a'; 1024];

async fn read(address: SocketAddr, total: Duration) -> Result<Bytes, Error> {
    let limits = Limits { total, ..LIMITS };
    allowing(["127.0.0.1"]).open(&format!("http://{address}/file"), limits).await?.bytes().await
}

#[tokio::test]
async fn an_endless_body_is_cut_at_the_limit_however_it_is_framed() {
    let chunk = [b"400\r\n", KILOBYTE, b"\r\n"].concat().leak();
    let tiny = b"1\r\na\r\n".repeat(100).leak();
    let cases: [(&str, &[u8]); 5] = [
        ("HTTP/1.1 200 OK\r\n\r\n", KILOBYTE),
        ("HTTP/1.0 200 OK\r\n\r\n", KILOBYTE),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", chunk),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", tiny),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffff\r\n", KILOBYTE),
    ];
    for (head, again) in cases {
        let error = read(pouring(head, again, AT_ONCE).await, LIMITS.total).await.unwrap_err();
        assert!(matches!(error, Error::TooLarge { limit: 1024 }), "{head}: {error}");
    }
}

#[tokio::test]
async fn a_false_length_gains_nothing() {
    let cases = [
        // Too small: nothing is read after it.
        ("content-length: 3", Ok(3)),
        ("content-length: 0", Ok(0)),
        // The chunks count, whatever the length says.
        ("content-length: 3\r\ntransfer-encoding: chunked", Err("the download broke off")),
        ("content-length: 1025", Err("the file is larger than 1024 bytes")),
        ("content-length: 18446744073709551613", Err("the file is larger than 1024 bytes")),
        ("content-length: 18446744073709551615", Err("cannot reach")),
        ("content-length: 18446744073709551616", Err("cannot reach")),
        ("content-length: -1", Err("cannot reach")),
        ("content-length: 0x10", Err("cannot reach")),
        ("content-length: 3\r\ncontent-length: 4", Err("cannot reach")),
    ];
    for (length, expected) in cases {
        let head = format!("HTTP/1.1 200 OK\r\n{length}\r\n\r\n").leak();
        let outcome = read(pouring(head, KILOBYTE, AT_ONCE).await, LIMITS.total).await;
        match (outcome, expected) {
            (Ok(body), Ok(length)) => assert_eq!(body.len(), length),
            (Err(error), Err(start)) => assert!(error.to_string().starts_with(start), "{length}: {error}"),
            (outcome, _) => panic!("{length}: {outcome:?}"),
        }
    }
}

#[tokio::test]
async fn a_length_larger_than_what_came_is_a_broken_download() {
    let body = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\nconnection: close\r\n\r\nabc";
    let address = hanging_up(body).await;
    let error = read(address, LIMITS.total).await.unwrap_err();
    assert!(matches!(error, Error::BrokeOff(_)), "{error}");
}

#[tokio::test]
async fn what_surrounds_the_body_cannot_go_on_for_ever() {
    let cases: [(&str, &[u8]); 3] = [
        // The extension of a chunk's size, the headers after the last chunk, and one of those headers.
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;a=", KILOBYTE),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n", b"a: b\r\n"),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\na: ", KILOBYTE),
    ];
    for (head, again) in cases {
        let error = read(pouring(head, again, AT_ONCE).await, Duration::from_secs(5)).await.unwrap_err();
        assert!(matches!(error, Error::BrokeOff(_)), "{head}: {error}");
    }
}

/// The parser drops these as they arrive, so they are no part of the body and fill no memory.
#[tokio::test]
async fn a_flood_of_nothing_ends_at_the_total_limit() {
    let cases: [(&str, &[u8]); 3] = [
        ("", b"HTTP/1.1 100 Continue\r\n\r\n"),
        ("", b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", b"00000000"),
    ];
    for (head, again) in cases {
        let error = read(pouring(head, again, AT_ONCE).await, Duration::from_millis(150)).await.unwrap_err();
        assert!(matches!(error, Error::TooSlow(_)), "{head}{again:?}: {error}");
    }
}

/// Every drop arrives in time, so only the total limit can end these.
#[tokio::test]
async fn drops_end_at_the_total_limit_wherever_they_fall() {
    let cases: [(&str, &[u8]); 8] = [
        ("", b"\r\n"),
        ("HTTP/1.1 200 OK\r\n", b"a"),
        ("HTTP/1.1 200 OK\r\na: ", b"a"),
        ("", b"HTTP/1.1 100 Continue\r\n\r\n"),
        ("", b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"),
        ("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n", b"a"),
        ("HTTP/1.1 200 OK\r\n\r\n", b"a"),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    ];
    for (head, again) in cases {
        let again: &'static [u8] = again;
        let error = read(pouring(head, again, BY_DROPS).await, Duration::from_millis(150)).await.unwrap_err();
        assert!(matches!(error, Error::TooSlow(_)), "{head}{again:?}: {error}");
    }
}
