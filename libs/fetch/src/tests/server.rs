//! Servers for tests: one that answers with exactly the bytes that a test wants, records its requests and never
//! hangs up first; one that never stops sending; and one that never answers.

use std::net::{self, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::interval;

/// Makes an answer from the head of the request and the server's own port.
type Reply = fn(&str, u16) -> Vec<u8>;

pub(super) struct Server {
    pub(super) address: SocketAddr,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(super) async fn start(reply: Reply) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, reply, address.port(), Arc::clone(&log)));
            }
        });
        Self { address, seen }
    }

    /// The requests, one for each connection.
    pub(super) fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

async fn serve(mut stream: TcpStream, reply: Reply, port: u16, seen: Arc<Mutex<Vec<String>>>) {
    let place = {
        let mut seen = seen.lock().unwrap();
        seen.push(String::new());
        seen.len() - 1
    };
    let mut buffer = vec![0; 16 * 1024];
    let read = stream.read(&mut buffer).await.unwrap_or(0);
    let head = String::from_utf8_lossy(&buffer[..read]).into_owned();
    seen.lock().unwrap()[place].clone_from(&head);
    if stream.write_all(&reply(&head, port)).await.is_ok() {
        while matches!(stream.read(&mut buffer).await, Ok(n) if n > 0) {}
    }
}

/// Answers with `head`, and then with `again` once every `pause`, for as long as the client is connected.
pub(super) async fn pouring(head: &'static str, again: &'static [u8], pause: Duration) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                assert!(stream.read(&mut [0; 1024]).await.unwrap() > 0);
                let mut tick = interval(pause);
                let mut sent = stream.write_all(head.as_bytes()).await;
                while sent.is_ok() {
                    tick.tick().await;
                    sent = stream.write_all(again).await;
                }
            });
        }
    });
    address
}

/// Sends `text` to the first client and hangs up.
pub(super) async fn hanging_up(text: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        // A server that hangs up before it has read the request resets the connection, and its answer is lost.
        assert!(stream.read(&mut [0; 1024]).await.unwrap() > 0);
        stream.write_all(text.as_bytes()).await.unwrap();
    });
    address
}

/// Listens on both loopback addresses and never answers. The system keeps connections until they are counted, so
/// that none is missed because a task did not run.
pub(super) struct Tripwire {
    v4: net::TcpListener,
    v6: Option<net::TcpListener>,
}

impl Tripwire {
    pub(super) fn lay() -> Self {
        let v4 = net::TcpListener::bind("127.0.0.1:0").unwrap();
        // Not every machine that runs this has IPv6.
        let v6 = net::TcpListener::bind(("::1", v4.local_addr().unwrap().port())).ok();
        v4.set_nonblocking(true).unwrap();
        if let Some(v6) = &v6 {
            v6.set_nonblocking(true).unwrap();
        }
        Self { v4, v6 }
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.v4.local_addr().unwrap()
    }

    /// How many connections have been opened since the last count.
    pub(super) fn connections(&self) -> usize {
        self.v6
            .iter()
            .chain([&self.v4])
            .map(|listener| std::iter::from_fn(|| listener.accept().ok()).count())
            .sum()
    }
}

/// A whole answer with a length.
pub(super) fn ok(kind: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

pub(super) fn moved(to: &str) -> Vec<u8> {
    format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n").into_bytes()
}
