//! Sends one GET request to addresses that have been checked. This is the only place that builds an HTTP client for
//! foreign addresses.

use std::error::Error as _;
use std::future::ready;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolving};
use reqwest::header::{ACCEPT_ENCODING, HeaderValue};
use reqwest::{Client, Response, redirect, retry};
use rustls::ClientConfig;

use crate::Error;
use crate::address::Target;

/// The limit for TCP and TLS together.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
/// How many of the checked addresses are tried, of IPv4 and of IPv6 each.
const PER_FAMILY: usize = 2;
/// Some hosts, such as Wikimedia, refuse requests without it.
const USER_AGENT: &str = concat!("fetch/", env!("CARGO_PKG_VERSION"));

/// Sends the request. It neither follows redirects nor reads the body, and sends no credentials, cookies or referer.
pub(crate) async fn get(
    target: &Target,
    addresses: Vec<SocketAddr>,
    tls: ClientConfig,
) -> Result<Response, Error> {
    client(addresses, tls)?
        .get(target.url())
        .header(ACCEPT_ENCODING, HeaderValue::from_static("identity"))
        .send()
        .await
        .map_err(|error| Error::Unreachable { at: target.shown(), why: reason(error) })
}

/// The whole chain of causes, without the address, which may contain a signature.
pub(crate) fn reason(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}

/// Builds a client for one request. It resolves every name to the checked addresses, and keeps nothing.
#[expect(clippy::disallowed_methods, reason = "this is the client that the lint sends everybody to")]
fn client(addresses: Vec<SocketAddr>, tls: ClientConfig) -> Result<Client, Error> {
    Client::builder()
        .tls_backend_preconfigured(tls)
        .dns_resolver(Arc::new(Pinned(first_of_each_family(addresses))))
        .no_proxy()
        // Compression is off already, unless some crate of the build turns on a feature of reqwest.
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd()
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .referer(false)
        .user_agent(USER_AGENT)
        .http1_only()
        .pool_max_idle_per_host(0)
        .connect_timeout(CONNECT_TIMEOUT)
        .build()
        .map_err(|error| Error::Setup(reason(error)))
}

/// hyper-util shares the connect timeout evenly among the addresses of a family. With eight of them, none would have
/// enough time for a handshake with a distant server.
fn first_of_each_family(addresses: Vec<SocketAddr>) -> Vec<SocketAddr> {
    let (v4, v6): (Vec<_>, Vec<_>) = addresses.into_iter().partition(SocketAddr::is_ipv4);
    v4.into_iter().take(PER_FAMILY).chain(v6.into_iter().take(PER_FAMILY)).collect()
}

/// A resolver that answers every question with the checked addresses. Unlike with an override for one name, no other
/// spelling of the name can lead to a second, unchecked lookup.
struct Pinned(Vec<SocketAddr>);

impl reqwest::dns::Resolve for Pinned {
    fn resolve(&self, _: Name) -> Resolving {
        let addresses: Addrs = Box::new(self.0.clone().into_iter());
        Box::pin(ready(Ok(addresses)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_addresses_of_each_family_are_tried() {
        let read = |list: &[&str]| list.iter().map(|text| text.parse().unwrap()).collect::<Vec<SocketAddr>>();
        let all = read(&[
            "[2a00::1]:443",
            "1.0.0.1:443",
            "[2a00::2]:443",
            "1.0.0.2:443",
            "[2a00::3]:443",
            "1.0.0.3:443",
        ]);
        let few = read(&["1.0.0.1:443", "1.0.0.2:443", "[2a00::1]:443", "[2a00::2]:443"]);
        assert_eq!(first_of_each_family(all), few);
    }
}
