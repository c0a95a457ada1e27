//! Turns a name into addresses, once per request. A function pointer, so that tests can answer for the network.

use std::io;
use std::net::SocketAddr;

use futures::FutureExt;
use futures::future::BoxFuture;

pub(crate) type Resolve = fn(String, u16) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>>;

/// The resolver of the operating system.
pub(crate) fn system(name: String, port: u16) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>> {
    async move { Ok(tokio::net::lookup_host((name, port)).await?.collect()) }.boxed()
}
