//! The whole path over real sockets on loopback, with the name resolution answered by the test.

mod caps;
mod hostile;
mod redirects;
mod server;
mod tls;

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use futures::FutureExt;
use futures::future::{BoxFuture, ready};

use crate::{Fetcher, Limits, Policy};

const LIMITS: Limits = Limits { max_bytes: 1024, total: Duration::from_secs(20) };

/// Production: nothing allowed.
fn strict() -> Fetcher {
    allowing([])
}

fn allowing<const N: usize>(entries: [&str; N]) -> Fetcher {
    Fetcher::resolving_with(Policy::parse(entries).unwrap(), answer).unwrap()
}

/// The network as an attacker would arrange it; every name not listed is loopback.
#[expect(clippy::needless_pass_by_value, reason = "it stands in for the resolver of the system")]
fn answer(name: String, port: u16) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>> {
    let ips: &[&str] = match name.as_str() {
        "public.test" => &["1.1.1.1"],
        "mixed.test" => &["1.1.1.1", "10.0.0.7"],
        "mixed6.test" => &["2606:4700::1111", "fd00::7"],
        "metadata.test" => &["169.254.169.254"],
        "mapped.test" => &["::ffff:127.0.0.1"],
        "nat64.test" => &["64:ff9b::7f00:1"],
        "zero.test" => &["0.0.0.0"],
        "empty.test" => &[],
        "nowhere.test" => return ready(Err(io::Error::other("no such name"))).boxed(),
        _ => &["127.0.0.1"],
    };
    let addresses = ips.iter().map(|ip| SocketAddr::new(ip.parse().unwrap(), port)).collect();
    ready(Ok(addresses)).boxed()
}
