//! Resolves a name to IP addresses, once per request. The resolver is a function pointer, so that tests can replace
//! it.

use std::io;
use std::net::SocketAddr;

use futures::FutureExt;
use futures::future::BoxFuture;

pub(crate) type Resolve = fn(String, u16) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>>;

/// The resolver of the operating system.
pub(crate) fn system(name: String, port: u16) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>> {
    async move { Ok(tokio::net::lookup_host((name, port)).await?.collect()) }.boxed()
}
