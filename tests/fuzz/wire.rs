//! One HTTP request as bytes, and its answer. A client library would mend or refuse much of what is sent here.

use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// API Gateway gives a function 30 s. Nothing here should take a tenth of that, but the machine may be busy.
const DEADLINE: Duration = Duration::from_secs(20);

#[derive(Debug, Clone)]
pub(crate) struct Sent {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

impl Sent {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = format!("{} {} HTTP/1.1\r\n", self.method, self.target).into_bytes();
        for (name, value) in &self.headers {
            bytes.extend(format!("{name}: {value}\r\n").into_bytes());
        }
        bytes
            .extend(format!("content-length: {}\r\nconnection: close\r\n\r\n", self.body.len()).into_bytes());
        bytes.extend(&self.body);
        bytes
    }

    /// The request for a person to read.
    pub(crate) fn shown(&self) -> String {
        let all = String::from_utf8_lossy(&self.bytes()).into_owned();
        let shown: String = all.chars().take(3000).collect();
        format!(
            "{}\n({} bytes of body)",
            shown.escape_debug().to_string().replace("\\r\\n", "\n"),
            self.body.len()
        )
    }

    /// Sends it to `address`. `Err`: what went wrong instead of an answer.
    pub(crate) async fn send(&self, address: &str) -> Result<Answer, String> {
        let exchange = tokio::time::timeout(DEADLINE, self.exchange(address)).await;
        exchange.map_err(|_| format!("no answer within {DEADLINE:?}"))?
    }

    async fn exchange(&self, address: &str) -> Result<Answer, String> {
        let mut stream = TcpStream::connect(address).await.map_err(|error| error.to_string())?;
        // A server may answer and close before it has read everything.
        let _ = stream.write_all(&self.bytes()).await;
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes).await;
        answer(&bytes).ok_or_else(|| format!("no HTTP came back: {:?}", String::from_utf8_lossy(&bytes)))
    }
}

fn answer(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let rest = &bytes[end + 4..];
    let is_chunked = head.to_ascii_lowercase().contains("\r\ntransfer-encoding: chunked");
    Some(Answer { status, body: if is_chunked { unchunked(rest) } else { rest.to_vec() } })
}

fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|window| window == b"\r\n") {
        let size =
            std::str::from_utf8(&rest[..end]).ok().and_then(|size| usize::from_str_radix(size, 16).ok());
        let Some(size) = size.filter(|size| *size > 0 && end + 4 + size <= rest.len()) else { break };
        body.extend(&rest[end + 2..end + 2 + size]);
        rest = &rest[end + 4 + size..];
    }
    body
}
