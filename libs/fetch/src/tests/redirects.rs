//! Redirects are followed by hand and checked like the first address.

use super::server::{Server, moved, ok};
use super::{LIMITS, allowing};
use crate::Error;

/// `/3` leads to `/2`, that to `/1`, and that to `/0`, which answers. Other paths lead where an attacker wants.
fn reply(head: &str, port: u16) -> Vec<u8> {
    match head.split(' ').nth(1).unwrap_or_default() {
        "/0" => ok("image/png", b"there"),
        "/1" => moved("/0"),
        "/2" => moved("1"),
        "/3" => moved(&format!("http://127.0.0.1:{port}/2")),
        "/4" => moved(&format!("//127.0.0.1:{port}/3")),
        "/loop" => moved("/loop"),
        "/late" => moved("/later"),
        "/later" => moved("/latest"),
        "/latest" => moved("http://169.254.169.254/latest/meta-data/"),
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

/// `{p}` is the port of the server itself, which is allowed and has a file at `/0`.
const HOSTILE: &[&str] = &[
    // our network
    "http://169.254.169.254/latest/meta-data/",
    "https://169.254.169.254/latest/meta-data/",
    "//169.254.169.254/latest/meta-data/",
    "http://169.254.170.2/v2/credentials",
    "https://[fd00:ec2::254]/latest/meta-data/",
    "https://[::ffff:169.254.169.254]/",
    "https://127.0.0.1/",
    "http://127.0.0.1:1/",
    "http://127.0.0.2:{p}/0",
    "http://[::1]:{p}/0",
    "https://[::1]/",
    "https://10.0.0.7/",
    "https://metadata.test/",
    "https://mixed.test/",
    "//metadata.test/",
    // plain http, and other ports
    "http://public.test/",
    "http://1.1.1.1/",
    "https://public.test:8443/",
    "//public.test/",
    // the allowed server, in notations that a first address may not have either
    "http://2130706433:{p}/0",
    "http://0x7f.1:{p}/0",
    "http://0177.0.0.1:{p}/0",
    "http://127.1:{p}/0",
    "//127.1:{p}/0",
    "http://127.0.0.1.:{p}/0",
    "http://%31%32%37.0.0.1:{p}/0",
    "http://[::ffff:127.0.0.1]:{p}/0",
    "http://user:secret@127.0.0.1:{p}/0",
    "http://user@127.0.0.1:{p}/0",
    "http://@127.0.0.1:{p}/0",
    "//@127.0.0.1:{p}/0",
    "http:127.0.0.1:{p}/0",
    "http:/127.0.0.1:{p}/0",
    "http:///127.0.0.1:{p}/0",
    "http:0",
    "///127.0.0.1:{p}/0",
    "////127.0.0.1:{p}/0",
    "http://127.0.0.1:{p}\\@public.test/0",
    "/\\127.0.0.1:{p}/0",
    "\\\\127.0.0.1:{p}/0",
    "/\\public.test/",
    "/\t0",
    // nothing that can be fetched
    "file:///etc/passwd",
    "ftp://127.0.0.1:{p}/0",
    "gopher://127.0.0.1:{p}/_",
    "data:image/png;base64,AAAA",
    "javascript:alert(1)",
    "unix:/var/run/docker.sock",
    "/\u{fc}",
];

#[tokio::test]
async fn a_redirect_to_a_hostile_address_is_refused() {
    let server = Server::start(hostile).await;
    let fetcher = allowing([server.address.to_string().as_str()]);
    for (place, location) in HOSTILE.iter().enumerate() {
        let error = fetcher.open(&server.url(&format!("/to/{place}")), LIMITS).await.expect_err(location);
        assert!(matches!(error, Error::Refused { .. }), "{location}: {error}");
        assert_eq!(error.public(), "the address cannot be reached from here", "{location}");
        assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
    }
    assert_eq!(server.seen().len(), HOSTILE.len());
}

fn hostile(head: &str, port: u16) -> Vec<u8> {
    match head.strip_prefix("GET /to/").and_then(|rest| rest.split(' ').next()) {
        Some(place) => moved(&HOSTILE[place.parse::<usize>().unwrap()].replace("{p}", &port.to_string())),
        None => ok("image/png", b"there"),
    }
}

#[tokio::test]
async fn the_last_redirect_is_checked_like_the_first() {
    let server = Server::start(reply).await;
    let fetcher = allowing([server.address.to_string().as_str()]);
    let error = fetcher.open(&server.url("/late"), LIMITS).await.unwrap_err();
    assert!(matches!(error, Error::Refused { .. }), "{error}");
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn a_redirect_without_a_location_is_refused() {
    let server = Server::start(reply).await;
    let fetcher = allowing([server.address.to_string().as_str()]);
    let error = fetcher.open(&server.url("/nowhere"), LIMITS).await.unwrap_err();
    assert!(matches!(error, Error::Refused { .. }), "{error}");
}

#[tokio::test]
async fn an_answer_that_is_neither_success_nor_redirect_is_a_status() {
    let server = Server::start(reply).await;
    let fetcher = allowing([server.address.to_string().as_str()]);
    assert!(matches!(fetcher.open(&server.url("/missing"), LIMITS).await, Err(Error::Status(404))));
    assert!(matches!(fetcher.open(&server.url("/same"), LIMITS).await, Err(Error::Status(304))));
}
