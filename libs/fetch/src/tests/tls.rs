//! TLS verifies the name, although the connection goes to a checked address.
//!
//! The certificates are for `scripted.test` and last a century, unless their file name says otherwise. All but
//! `self_signed` are issued by `root`. Of the keys, only the server's was kept.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::{ClientConfig, RootCertStore, ServerConfig, ServerConnection, StreamOwned};
use tokio::time::Instant;

use super::server::{Server, Tripwire, moved, ok};
use super::{LIMITS, allowing, scripted};
use crate::{Error, Fetcher};

const ROOT: &[u8] = include_bytes!("certificates/root.der");
const RIGHT: &[u8] = include_bytes!("certificates/right.der");
const KEY: &[u8] = include_bytes!("certificates/key.der");
const WRONG: [(&str, &[u8]); 4] = [
    ("it is self-signed", include_bytes!("certificates/self_signed.der")),
    ("it is for another name", include_bytes!("certificates/other_name.der")),
    ("it ended in 2021", include_bytes!("certificates/expired.der")),
    ("it is for clients", include_bytes!("certificates/client_only.der")),
];

/// Gives every client the same answer over TLS, and passes on the requests that it could read.
struct TlsServer {
    address: SocketAddr,
    requests: Receiver<String>,
}

impl TlsServer {
    fn start(certificate: &'static [u8], reply: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, requests) = channel();
        let config = Arc::new(showing(certificate));
        thread::spawn(move || {
            for stream in listener.incoming() {
                if let Ok(request) = serve(stream.unwrap(), Arc::clone(&config), &reply) {
                    sender.send(request).unwrap();
                }
            }
        });
        Self { address, requests }
    }
}

fn showing(certificate: &'static [u8]) -> ServerConfig {
    ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(certificate)], PrivatePkcs8KeyDer::from(KEY).into())
        .unwrap()
}

fn serve(stream: TcpStream, config: Arc<ServerConfig>, reply: &[u8]) -> std::io::Result<String> {
    let connection = ServerConnection::new(config).map_err(std::io::Error::other)?;
    let mut stream = StreamOwned::new(connection, stream);
    let mut request = vec![0; 4096];
    let length = stream.read(&mut request)?;
    stream.write_all(reply)?;
    stream.flush()?;
    Ok(String::from_utf8_lossy(&request[..length]).into_owned())
}

/// Trusts the test's own root, and allows `scripted.test` to be on loopback.
fn trusting() -> Fetcher {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(ROOT)).unwrap();
    let fetcher = allowing(["127.0.0.1"]);
    fetcher.trusting(ClientConfig::builder().with_root_certificates(roots).with_no_client_auth())
}

#[tokio::test]
async fn tls_asks_for_the_name_and_connects_to_the_checked_address() {
    let server = Server::start(|_, _| b"not tls".to_vec()).await;
    let port = server.address.port();
    let fetcher = allowing([server.address.to_string().as_str()]);
    let url = format!("https://media.simulator.test:{port}/a?sig=secret");
    let error = fetcher.open(&url, LIMITS).await.unwrap_err();
    assert!(matches!(error, Error::Unreachable { .. }), "{error}");
    assert!(!error.to_string().contains("secret"), "{error}");
    let seen = server.seen();
    assert_eq!(seen.len(), 1);
    assert!(seen[0].contains("media.simulator.test"), "no server name in the first message");
}

#[tokio::test]
async fn the_right_certificate_is_accepted() {
    let server = TlsServer::start(RIGHT, ok("image/png", b"there"));
    scripted([server.address]);
    let download = trusting().open("https://scripted.test/a", LIMITS).await.unwrap();
    assert_eq!(download.bytes().await.unwrap(), "there");
    assert!(server.requests.recv().unwrap().starts_with("GET /a HTTP/1.1\r\n"));
}

#[tokio::test]
async fn a_wrong_certificate_is_refused_before_the_request_is_sent() {
    for (why, certificate) in WRONG {
        let server = TlsServer::start(certificate, ok("image/png", b"there"));
        scripted([server.address]);
        let error = trusting().open("https://scripted.test/a?sig=secret", LIMITS).await.unwrap_err();
        assert!(matches!(error, Error::Unreachable { .. }), "{why}: {error}");
        assert!(error.to_string().contains("certificate"), "{why}: {error}");
        assert!(!error.to_string().contains("secret"), "{error}");
        assert_eq!(error.public(), "the address cannot be reached from here");
        assert!(server.requests.try_recv().is_err(), "{why}");
    }
}

/// No certificate here contains the IP address, and the name that it belongs to does not count.
#[tokio::test]
async fn a_certificate_for_a_name_is_not_one_for_its_address() {
    let server = TlsServer::start(RIGHT, ok("image/png", b"there"));
    let error = trusting().open(&format!("https://{}/", server.address), LIMITS).await.unwrap_err();
    assert!(error.to_string().contains("certificate"), "{error}");
    assert!(server.requests.try_recv().is_err());
}

#[tokio::test]
async fn a_root_that_the_system_does_not_trust_is_refused_as_in_production() {
    let server = TlsServer::start(RIGHT, ok("image/png", b"there"));
    scripted([server.address]);
    let error = allowing(["127.0.0.1"]).open("https://scripted.test/", LIMITS).await.unwrap_err();
    assert!(error.to_string().contains("certificate"), "{error}");
    assert!(server.requests.try_recv().is_err());
}

#[tokio::test]
async fn a_redirect_from_https_to_http_is_refused() {
    for location in ["http://public.test/", "http://scripted.test/", "http://1.1.1.1:443/"] {
        let server = TlsServer::start(RIGHT, moved(location));
        scripted([server.address, "8.8.8.8:80".parse().unwrap()]);
        let error = trusting().open("https://scripted.test/", LIMITS).await.unwrap_err();
        assert!(matches!(error, Error::Refused { .. }), "{location}: {error}");
    }
}

/// The time is virtual. Of the twenty seconds, a handshake gets two.
#[tokio::test(start_paused = true)]
async fn a_host_that_accepts_and_never_shakes_hands_hits_the_connect_limit() {
    let silent = Tripwire::lay();
    let start = Instant::now();
    let error =
        allowing(["127.0.0.1"]).open(&format!("https://{}/", silent.address()), LIMITS).await.unwrap_err();
    assert!(matches!(error, Error::Unreachable { .. }), "{error}");
    assert_eq!(start.elapsed().as_secs(), 2);
}
