//! Tests of whole downloads over real sockets on loopback. The tests themselves resolve the names.

mod heads;
mod hostile;
mod limits;
mod links;
mod pours;
mod rebinds;
mod redirects;
mod server;
mod tls;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use futures::FutureExt;
use futures::future::{BoxFuture, ready};

use crate::{Fetcher, Limits, Policy};

const LIMITS: Limits = Limits { max_bytes: 1024, total: Duration::from_secs(20), promptness: None };

thread_local! {
    /// Every name that was looked up. A test and its fetcher share one thread.
    static ASKED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    /// What `scripted.test` resolves to: one entry for each lookup.
    static SCRIPT: RefCell<VecDeque<SocketAddr>> = const { RefCell::new(VecDeque::new()) };
}

/// As in production: nothing is allowed.
fn strict() -> Fetcher {
    allowing([])
}

fn allowing<const N: usize>(entries: [&str; N]) -> Fetcher {
    Fetcher::resolving_with(Policy::parse(entries).unwrap(), answer).unwrap()
}

fn asked() -> Vec<String> {
    ASKED.take()
}

fn scripted(answers: impl IntoIterator<Item = SocketAddr>) {
    SCRIPT.replace(answers.into_iter().collect());
}

/// Resolves names as an attacker would arrange them. Every name that is not listed is loopback.
#[expect(clippy::needless_pass_by_value, reason = "it stands in for the resolver of the system")]
fn answer(name: String, port: u16) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>> {
    ASKED.with_borrow_mut(|asked| asked.push(name.clone()));
    let ips: &[&str] = match name.as_str() {
        "public.test" => &["1.1.1.1"],
        "mixed.test" => &["1.1.1.1", "10.0.0.7"],
        "mixed6.test" => &["2606:4700::1111", "fd00::7"],
        "last.test" => &["1.1.1.1", "8.8.8.8", "2606:4700::1111", "2001:4860:4860::8888", "::1"],
        "metadata.test" => &["169.254.169.254"],
        "mapped.test" => &["::ffff:127.0.0.1"],
        "compatible.test" => &["::7f00:1"],
        "nat64.test" => &["64:ff9b::7f00:1"],
        "local-nat64.test" => &["64:ff9b:1::7f00:1"],
        "6to4.test" => &["2002:7f00:1::1"],
        "teredo.test" => &["2001:0:4136:e378:8000:63bf:80ff:fffe"],
        "shared.test" => &["100.100.100.200"],
        "zero.test" => &["0.0.0.0"],
        "empty.test" => &[],
        "scripted.test" => return ready(Ok(next_in_script())).boxed(),
        "nowhere.test" => return ready(Err(io::Error::other("no such name"))).boxed(),
        _ => &["127.0.0.1"],
    };
    let addresses = ips.iter().map(|ip| SocketAddr::new(ip.parse().unwrap(), port)).collect();
    ready(Ok(addresses)).boxed()
}

fn next_in_script() -> Vec<SocketAddr> {
    SCRIPT.with_borrow_mut(VecDeque::pop_front).into_iter().collect()
}
