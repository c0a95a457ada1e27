//! A server that nobody should ever connect to.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use tokio::net::TcpListener;

/// Counts connections and closes them.
#[derive(Debug)]
pub(crate) struct Trap {
    pub(crate) address: SocketAddr,
    visits: Arc<AtomicU32>,
}

impl Trap {
    pub(crate) async fn at(ip: [u8; 4]) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::from(ip), 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let visits = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&visits);
        tokio::spawn(async move {
            while listener.accept().await.is_ok() {
                count.fetch_add(1, Ordering::SeqCst);
            }
        });
        Self { address, visits }
    }

    pub(crate) fn visits(&self) -> u32 {
        self.visits.load(Ordering::SeqCst)
    }
}
