//! Redirects are followed by hand and checked like the first address.

use super::server::{Server, moved, ok};
use super::{LIMITS, allowing};
use crate::Error;

/// `/3` leads to `/2` leads to `/1` leads to `/0`, which answers; other paths lead where an attacker wants.
fn reply(head: &str, port: u16) -> Vec<u8> {
    match head.split(' ').nth(1).unwrap_or_default() {
        "/0" => ok("image/png", b"there"),
        "/1" => moved("/0"),
        "/2" => moved("1"),
        "/3" => moved(&format!("http://127.0.0.1:{port}/2")),
        "/4" => moved(&format!("//127.0.0.1:{port}/3")),
        "/loop" => moved("/loop"),
        "/metadata" => moved("http://169.254.169.254/latest/meta-data/"),
        "/metadata-https" => moved("https://169.254.169.254/latest/meta-data/"),
        "/other-port" => moved("http://127.0.0.1:1/"),
        "/named" => moved("https://metadata.test/"),
        "/odd" => moved("https://0x7f.1/"),
        "/userinfo" => moved(&format!("http://user:pass@127.0.0.1:{port}/0")),
        "/file" => moved("file:///etc/passwd"),
        "/backslash" => moved("/\\public.test/"),
        "/nowhere" => b"HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n".to_vec(),
        "/same" => b"HTTP/1.1 304 Not Modified\r\n\r\n".to_vec(),
        _ => b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n".to_vec(),
    }
}

#[tokio::test]
async fn three_redirects_are_followed() {
    let server = Server::start(reply).await;
    let fetcher = allowing([server.address.to_string().as_str()]);
    let download = fetcher.open(&server.url("/3"), LIMITS).await.unwrap();
    assert_eq!(download.bytes().await.unwrap(), "there");
    assert_eq!(server.seen().len(), 4);
}

#[tokio::test]
async fn a_fourth_redirect_is_refused() {
    let server = Server::start(reply).await;
    let fetcher = allowing([server.address.to_string().as_str()]);
    for path in ["/4", "/loop"] {
        let error = fetcher.open(&server.url(path), LIMITS).await.unwrap_err();
        assert!(matches!(error, Error::Refused { .. }), "{path}: {error}");
    }
    assert_eq!(server.seen().len(), 8);
}

#[tokio::test]
async fn a_redirect_to_a_hostile_address_is_refused() {
    let server = Server::start(reply).await;
    let fetcher = allowing([server.address.to_string().as_str()]);
    let paths = [
        "/metadata",
        "/metadata-https",
        "/other-port",
        "/named",
        "/odd",
        "/userinfo",
        "/file",
        "/backslash",
        "/nowhere",
    ];
    for path in paths {
        let error = fetcher.open(&server.url(path), LIMITS).await.expect_err(path);
        assert!(matches!(error, Error::Refused { .. }), "{path}: {error}");
    }
    assert_eq!(server.seen().len(), paths.len());
}

#[tokio::test]
async fn what_is_neither_success_nor_redirect_is_a_status() {
    let server = Server::start(reply).await;
    let fetcher = allowing([server.address.to_string().as_str()]);
    assert!(matches!(fetcher.open(&server.url("/missing"), LIMITS).await, Err(Error::Status(404))));
    assert!(matches!(fetcher.open(&server.url("/same"), LIMITS).await, Err(Error::Status(304))));
}
