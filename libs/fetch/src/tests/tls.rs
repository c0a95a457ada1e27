//! The name stays the name for TLS although the connection goes to a checked address.

use super::server::Server;
use super::{LIMITS, allowing};
use crate::Error;

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
