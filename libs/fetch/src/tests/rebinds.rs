//! DNS rebinding: a name that resolves to another address at every lookup.

use std::net::SocketAddr;
use std::time::Duration;

use rustls::{ClientConfig, RootCertStore};
use tokio::time::timeout;

use super::server::{Server, Tripwire, moved, ok};
use super::{LIMITS, allowing, answer, asked, scripted, strict};
use crate::address::Target;
use crate::check::check;
use crate::connect::get;
use crate::{Error, Policy};

const GLOBAL: &str = "1.1.1.1:443";
const METADATA: &str = "169.254.169.254:80";

fn at(text: &str) -> SocketAddr {
    text.parse().unwrap()
}

fn trusting_nobody() -> ClientConfig {
    ClientConfig::builder().with_root_certificates(RootCertStore::empty()).with_no_client_auth()
}

/// Tests the two halves of `open` separately, since no test may connect to a global address. The first half returns
/// the addresses that it has checked, and the second connects to the addresses that it gets, without another
/// lookup.
#[tokio::test]
async fn the_address_that_was_checked_is_the_one_that_is_connected() {
    let (checked, inside) = (Server::start(|_, _| Vec::new()).await, Tripwire::lay());
    let target = Target::parse("https://scripted.test/").unwrap();
    strict();

    scripted([at(GLOBAL), inside.address()]);
    assert_eq!(check(&target, &Policy::default(), answer).await.unwrap(), [at(GLOBAL)]);

    let nothing_said = get(&target, vec![checked.address], trusting_nobody());
    assert!(timeout(Duration::from_millis(200), nothing_said).await.is_err());
    assert_eq!((checked.seen().len(), inside.connections()), (1, 0));
    assert_eq!(asked(), ["scripted.test"]);
}

/// Both addresses are allowed here, so that only the pinning decides.
#[tokio::test]
async fn a_name_is_looked_up_once_and_its_second_answer_is_never_used() {
    let (first, second) = (Server::start(|_, _| ok("image/png", b"first")).await, Tripwire::lay());
    scripted([first.address, second.address()]);
    let download = allowing(["127.0.0.1"]).open("http://scripted.test/", LIMITS).await.unwrap();
    assert_eq!(download.bytes().await.unwrap(), "first");
    assert_eq!((first.seen().len(), second.connections()), (1, 0));
    assert_eq!(asked(), ["scripted.test"]);
}

#[tokio::test]
async fn a_hostile_first_answer_is_not_made_good_by_a_second() {
    scripted([at(METADATA), at(GLOBAL)]);
    let error = strict().open("https://scripted.test/", LIMITS).await.unwrap_err();
    assert!(matches!(error, Error::Refused { .. }), "{error}");
    assert_eq!(asked(), ["scripted.test"]);
}

#[tokio::test]
async fn a_redirect_to_the_same_name_is_looked_up_and_checked_again() {
    for rebound in [METADATA, GLOBAL, "10.0.0.7:80", "127.0.0.2:80", "[::1]:80", "[::ffff:127.0.0.1]:80"] {
        let server = Server::start(|_, _| moved("/again")).await;
        scripted([server.address, at(rebound)]);
        let error = allowing(["127.0.0.1"]).open("http://scripted.test/", LIMITS).await.unwrap_err();
        assert!(matches!(error, Error::Refused { .. }), "{rebound}: {error}");
        assert_eq!(server.seen().len(), 1, "{rebound}");
        assert_eq!(asked(), ["scripted.test", "scripted.test"], "{rebound}");
    }
}
