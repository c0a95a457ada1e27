//! Bytes and time are limited, and nothing is decompressed.

use domain::ErrorClass;
use std::time::Duration;

use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use tokio::time::{Instant, interval};

use super::server::{Server, Tripwire, ok, pouring};
use super::{LIMITS, allowing};
use crate::{Download, Error, Limits, Promptness};

/// 100,000 zero bytes, gzipped.
const BOMB: &[u8] = include_bytes!("bomb.gz");

async fn open(server: &Server, limits: Limits) -> Result<Download, Error> {
    allowing([server.address.to_string().as_str()]).open(&server.url("/file?sig=1"), limits).await
}

#[tokio::test]
async fn an_allowed_address_is_read_with_what_it_declares() {
    let server = Server::start(|_, _| ok("image/png", b"picture")).await;
    let download = open(&server, LIMITS).await.unwrap();
    assert_eq!(download.declared_type.as_deref(), Some("image/png"));
    assert_eq!(download.declared_length, Some(7));
    assert!(!format!("{download:?}").contains("sig"));
    assert_eq!(download.bytes().await.unwrap(), "picture");
}

#[tokio::test]
async fn an_allowed_name_is_read() {
    let server = Server::start(|_, _| ok("image/png", b"picture")).await;
    let host = format!("simulator.test:{}", server.address.port());
    let download = allowing([host.as_str()]).open(&format!("http://{host}/"), LIMITS).await.unwrap();
    assert_eq!(download.bytes().await.unwrap(), "picture");
    assert!(server.seen()[0].contains(&format!("host: {host}\r\n")));
}

#[tokio::test]
async fn the_request_reveals_nothing_about_us() {
    let server = Server::start(|_, _| ok("image/png", b"picture")).await;
    open(&server, LIMITS).await.unwrap();
    let head = server.seen()[0].to_ascii_lowercase();
    let mut names: Vec<_> =
        head.lines().skip(1).filter_map(|line| line.split_once(':')).map(|(name, _)| name).collect();
    assert_eq!(head.lines().next(), Some("get /file?sig=1 http/1.1"));
    names.sort_unstable();
    assert_eq!(names, ["accept", "accept-encoding", "host", "user-agent"], "{head}");
    assert!(head.contains("accept-encoding: identity\r\n"), "{head}");
}

#[tokio::test]
async fn a_length_over_the_limit_is_refused_before_reading() {
    let server = Server::start(|_, _| b"HTTP/1.1 200 OK\r\ncontent-length: 1025\r\n\r\n".to_vec()).await;
    assert!(matches!(open(&server, LIMITS).await, Err(Error::TooLarge { limit: 1024 })));
}

#[tokio::test]
async fn a_body_as_long_as_the_limit_is_read() {
    let server = Server::start(|_, _| ok("image/png", &[7; 1024])).await;
    assert_eq!(open(&server, LIMITS).await.unwrap().bytes().await.unwrap().len(), 1024);
}

#[tokio::test]
async fn a_body_without_length_is_cut_at_the_limit() {
    let server = Server::start(|_, _| {
        let chunk = [b"200\r\n".as_slice(), &[7; 0x200], b"\r\n"].concat();
        [b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_vec(), chunk.repeat(3)].concat()
    })
    .await;
    let download = open(&server, LIMITS).await.unwrap();
    assert_eq!(download.declared_length, None);
    let error = download.bytes().await.unwrap_err();
    assert!(matches!(error, Error::TooLarge { limit: 1024 }), "{error}");

    let mut taken = 0;
    let mut stream = Box::pin(open(&server, LIMITS).await.unwrap().stream());
    let error = loop {
        match stream.next().await.unwrap() {
            Ok(chunk) => taken += chunk.len(),
            Err(error) => break error,
        }
    };
    assert!(matches!(error, Error::TooLarge { limit: 1024 }), "{error}");
    assert!(taken <= 1024);
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_gzip_bomb_is_not_decompressed() {
    let server = Server::start(|_, _| {
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n", BOMB.len());
        [head.as_bytes(), BOMB].concat()
    })
    .await;
    let body = open(&server, LIMITS).await.unwrap().bytes().await.unwrap();
    assert_eq!(body, BOMB);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_an_error() {
    let server = Server::start(|_, _| {
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\nnot a length\r\n".to_vec()
    })
    .await;
    let error = open(&server, LIMITS).await.unwrap().bytes().await.unwrap_err();
    assert!(matches!(error, Error::BrokeOff(_)), "{error}");
    assert_eq!(error.class(), ErrorClass::TryAgain);
}

#[tokio::test]
async fn a_server_that_never_answers_hits_the_total_limit() {
    let server = Server::start(|_, _| Vec::new()).await;
    let limits = Limits { total: Duration::from_millis(100), ..LIMITS };
    let error = open(&server, limits).await.unwrap_err();
    assert!(matches!(error, Error::TooSlow(_)), "{error}");
}

#[tokio::test]
async fn a_body_that_stops_coming_hits_the_total_limit() {
    let server = Server::start(|_, _| b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc".to_vec()).await;
    let limits = Limits { total: Duration::from_millis(200), ..LIMITS };
    let error = open(&server, limits).await.unwrap().stream().try_collect::<Vec<_>>().await.unwrap_err();
    assert!(matches!(error, Error::TooSlow(_)), "{error}");
}

/// One byte arrives each second, without an end. Each read is quick, and the whole is not. The time is virtual.
#[tokio::test(start_paused = true)]
async fn a_slow_drip_hits_the_total_limit() {
    let drip = stream::unfold(interval(Duration::from_secs(1)), |mut tick| async move {
        tick.tick().await;
        Some((Ok::<_, std::io::Error>(Bytes::from_static(b"x")), tick))
    });
    let response = http::Response::new(reqwest::Body::wrap_stream(drip));
    let limits = Limits { total: Duration::from_millis(5500), ..LIMITS };
    let start = Instant::now();
    let download = Download::new(response.into(), limits, start + limits.total).unwrap();
    let mut stream = Box::pin(download.stream());
    let mut taken = 0;
    let error = loop {
        match stream.next().await.unwrap() {
            Ok(_) => taken += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(error, Error::TooSlow(_)), "{error}");
    assert_eq!((taken, start.elapsed().as_secs()), (6, 5));
}

/// A reader that is slower than the server must not get past the limit either.
#[tokio::test(start_paused = true)]
async fn a_slow_reader_hits_the_total_limit() {
    let ready = stream::repeat_with(|| Ok::<_, std::io::Error>(Bytes::from_static(b"x")));
    let response = http::Response::new(reqwest::Body::wrap_stream(ready));
    let download = Download::new(response.into(), LIMITS, Instant::now() + LIMITS.total).unwrap();
    let mut stream = Box::pin(download.stream());
    assert!(stream.next().await.unwrap().is_ok());
    tokio::time::advance(LIMITS.total).await;
    assert!(matches!(stream.next().await, Some(Err(Error::TooSlow(_)))));
}

#[test]
fn a_download_can_move_between_threads() {
    fn moves<T: Send>(_: T) {}
    let fetcher = allowing([]);
    moves(fetcher.open("", LIMITS));
    moves(async move { fetcher.open("", LIMITS).await?.bytes().await });
}

/// A host that a user has named.
const PROMPT: Promptness = Promptness {
    first_byte: Duration::from_millis(300),
    window: Duration::from_millis(200),
    least_bytes: 100,
};

/// What came of it, and after how long.
async fn asked_promptly(url: &str) -> (Result<Bytes, Error>, Duration) {
    let began = Instant::now();
    let limits = Limits { promptness: Some(PROMPT), ..LIMITS };
    let read = async { allowing(["127.0.0.1"]).open(url, limits).await?.bytes().await };
    (read.await, began.elapsed())
}

#[tokio::test]
async fn every_address_that_cannot_be_used_is_told_in_one_sentence_and_after_the_same_time() {
    let silent = Tripwire::lay();
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for url in [
        format!("http://{}/silent", silent.address()),
        format!("http://{closed}/closed"),
        "https://10.0.0.1/internal".to_owned(),
        "https://169.254.169.254/latest".to_owned(),
        "https://no-such-name.test/".to_owned(),
        "https://2130706433/odd".to_owned(),
        "ftp://files.example/".to_owned(),
    ] {
        let (read, after) = asked_promptly(&url).await;
        assert_eq!(read.unwrap_err().public(), "the address cannot be reached from here", "{url}");
        // None of them is told sooner. What is above is the machine's.
        assert!((300..1500).contains(&after.as_millis()), "{url}: {after:?}");
    }
}

#[tokio::test]
async fn a_host_that_drips_is_given_up_and_one_that_pauses_is_not() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n";
    let dripping = pouring(head, b"a", Duration::from_millis(20)).await;
    let (read, after) = asked_promptly(&format!("http://{dripping}/")).await;
    assert!(matches!(read, Err(Error::Drips { .. })), "{read:?}");
    assert!(after < Duration::from_secs(5), "all of it would take twenty: {after:?}");
    let pausing = pouring(head, &[b'a'; 250], Duration::from_millis(150)).await;
    let (read, _) = asked_promptly(&format!("http://{pausing}/")).await;
    assert_eq!(read.unwrap().len(), 1000);
    let first = format!("{head}{}", "a".repeat(990)).leak();
    let late = pouring(first, b"aaaaaaaaaa", Duration::from_millis(300)).await;
    let (read, _) = asked_promptly(&format!("http://{late}/")).await;
    assert_eq!(
        read.unwrap().len(),
        1000,
        "the window of the large chunk is over when the rest is waited for"
    );
}
