//! What was never accepted, and what may have been.

use std::io::Read as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::*;
use crate::testing::HTML;

/// Answers every connection with these bytes once something was asked, and closes it.
async fn serve(answer: &'static [u8]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut asked = [0; 64];
            let _ = stream.read(&mut asked).await;
            let _ = stream.write_all(answer).await;
        }
    });
    address
}

/// A server whose certificate nobody has issued, and the first bytes of the requests that it could read.
fn self_signed() -> (SocketAddr, Receiver<Vec<u8>>) {
    const CERTIFICATE: &[u8] = include_bytes!("../../../fetch/src/tests/certificates/self_signed.der");
    const KEY: &[u8] = include_bytes!("../../../fetch/src/tests/certificates/key.der");
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    let key = PrivatePkcs8KeyDer::from(KEY).into();
    let config = Arc::new(config.with_single_cert(vec![CertificateDer::from(CERTIFICATE)], key).unwrap());
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, requests) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream.unwrap());
            let mut asked = [0; 64];
            if let Ok(length @ 1..) = stream.read(&mut asked) {
                sender.send(asked[..length].to_vec()).unwrap();
            }
        }
    });
    (address, requests)
}

async fn started(address: &str) -> Result<Answer, StartError> {
    Ok(send(client().unwrap().post(address).body("{}"), STATUS).await?)
}

#[tokio::test]
async fn a_vendor_that_was_never_reached_has_accepted_nothing() {
    let plain = serve(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n").await;
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    for address in [
        format!("http://{free}/"),
        format!("https://{free}/"),
        // TLS fails: what answers is plain HTTP.
        format!("https://{plain}/"),
        "http://no-such-host.invalid/".to_owned(),
        "not an address".to_owned(),
    ] {
        let judged = started(&address).await.map(|answer| answer.status);
        assert!(matches!(judged, Err(StartError::Unavailable(_))), "{address}: {judged:?}");
    }
}

#[tokio::test]
async fn a_vendor_with_a_certificate_of_its_own_is_told_nothing_and_has_accepted_nothing() {
    let (address, requests) = self_signed();
    for host in [address.to_string(), format!("localhost:{}", address.port())] {
        let judged = started(&format!("https://{host}/")).await.map(|answer| answer.status);
        let Err(StartError::Unavailable(why)) = &judged else { panic!("{host}: {judged:?}") };
        assert!(why.to_lowercase().contains("certificate"), "{why}");
    }
    assert!(requests.try_recv().is_err());
}

#[tokio::test]
async fn a_connection_that_ends_without_an_answer_leaves_it_open() {
    for answer in [&b""[..], b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{}"] {
        let judged = started(&format!("http://{}/", serve(answer).await)).await.map(|answer| answer.status);
        assert!(matches!(judged, Err(StartError::Uncertain(_))), "{judged:?}");
    }
}

type Class = fn(String) -> StartError;

#[test]
fn every_status_of_a_start_is_classified() {
    let text = |status: u16| format!("HTTP {status}");
    let expected: [(&[u16], Class); 6] = [
        (&[301, 302, 303, 304, 307, 308, 421, 425], StartError::Unavailable),
        (&[500, 503, 521, 522, 523, 525, 526, 529, 530], StartError::Unavailable),
        (&[408, 499, 502, 504, 520, 524, 598], StartError::Uncertain),
        (&[401, 403], |why| StartError::RouteDown(ClosedBy::Key, why)),
        (&[402], |why| StartError::RouteDown(ClosedBy::Balance, why)),
        (&[404, 405, 410], |why| StartError::RouteDown(ClosedBy::Model, why)),
    ];
    for (statuses, expected) in expected {
        for status in statuses {
            let judged = Answer::new(*status, "{}").refusal_by_status();
            assert_eq!(judged, expected(text(*status)), "{status}");
        }
    }
    for status in [400, 413, 415, 422] {
        let judged = Answer::new(status, "{}").refusal_by_status();
        assert_eq!(judged, StartError::refused(ErrorCode::InvalidInput), "{status}");
    }
}

#[test]
fn a_refusal_that_may_be_one_customers_closes_nothing() {
    let here = |code| StartError::NotHere(Failure::new(code));
    assert_eq!(Answer::new(403, HTML).refusal_by_status(), here(ErrorCode::ProviderUnavailable));
    let voice = Failure::because(ErrorCode::InvalidInput, "voice_id: …");
    for status in [403, 404, 409, 410] {
        let judged = Answer::new(status, "{}").refusal_of_named(voice.clone());
        assert_eq!(judged, StartError::NotHere(voice.clone()), "{status}");
    }
    let down = Answer::new(401, "{}").refusal_of_named(voice.clone());
    assert_eq!(down, StartError::RouteDown(ClosedBy::Key, "HTTP 401".into()));
    // The path itself is gone.
    assert_eq!(
        Answer::new(404, HTML).refusal_of_named(voice),
        StartError::RouteDown(ClosedBy::Model, "HTTP 404".into())
    );
}
