//! The stack's listeners, which get the same ports as last time if these are free.

use std::collections::BTreeMap;

use tokio::net::TcpListener;

use crate::Error;

/// Starts listening for an embedded service, on its remembered port if that is free.
pub(crate) async fn listen(
    ports: &mut BTreeMap<String, u16>,
    service: &str,
) -> Result<(TcpListener, String), Error> {
    let remembered = ports.get(service).copied().unwrap_or(0);
    let listener = match TcpListener::bind(("127.0.0.1", remembered)).await {
        Ok(listener) => listener,
        Err(error) => {
            tracing::warn!(service, port = remembered, %error, "the port of the last run is taken, so links to it that unfinished jobs keep are dead");
            TcpListener::bind(("127.0.0.1", 0)).await?
        }
    };
    let port = listener.local_addr()?.port();
    ports.insert(service.to_owned(), port);
    Ok((listener, format!("http://127.0.0.1:{port}")))
}
