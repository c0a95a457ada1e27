//! A body under two caps: bytes and total time. Knows nothing of where it came from.

use std::fmt;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures::Stream;
use futures::stream::try_unfold;
use reqwest::Response;
use reqwest::header::CONTENT_TYPE;
use tokio::time::{Instant, timeout_at};

use crate::Error;
use crate::connect::reason;

/// What one download may cost.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Largest body, in bytes, as sent: nothing is ever inflated.
    pub max_bytes: u64,
    /// From the call of `open` to the last byte of the body; at most 15 minutes.
    pub total: Duration,
}

/// An answer whose headers are read and whose body is not.
pub struct Download {
    /// `content-type` as the server wrote it: a claim, not a fact. Look at the bytes.
    pub declared_type: Option<String>,
    /// `content-length`, in bytes; already checked against the limit.
    pub declared_length: Option<u64>,
    response: Response,
    limits: Limits,
    deadline: Instant,
    received: u64,
}

impl Download {
    pub(crate) fn new(response: Response, limits: Limits, deadline: Instant) -> Result<Self, Error> {
        let declared_length = response.content_length();
        if declared_length.is_some_and(|length| length > limits.max_bytes) {
            return Err(Error::TooLarge { limit: limits.max_bytes });
        }
        let declared_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let declared_type = declared_type.map(str::to_owned);
        Ok(Self { declared_type, declared_length, response, limits, deadline, received: 0 })
    }

    /// The whole body in memory.
    pub async fn bytes(mut self) -> Result<Bytes, Error> {
        let mut body = BytesMut::new();
        while let Some(chunk) = self.chunk().await? {
            body.extend_from_slice(&chunk);
        }
        Ok(body.freeze())
    }

    /// The body as it comes; ends after the first error.
    pub fn stream(self) -> impl Stream<Item = Result<Bytes, Error>> + Send + 'static {
        try_unfold(self, |mut download| async move {
            let chunk = download.chunk().await?;
            Ok(chunk.map(|chunk| (chunk, download)))
        })
    }

    async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let too_slow = || Error::TooSlow(self.limits.total);
        // The timeout lets a chunk pass that is ready already; a slow reader would never meet it.
        if Instant::now() >= self.deadline {
            return Err(too_slow());
        }
        let chunk = timeout_at(self.deadline, self.response.chunk())
            .await
            .map_err(|_| too_slow())?
            .map_err(|error| Error::BrokeOff(reason(error)))?;
        let length = chunk.as_ref().map_or(0, |chunk| u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        self.received = self.received.saturating_add(length);
        if self.received > self.limits.max_bytes {
            return Err(Error::TooLarge { limit: self.limits.max_bytes });
        }
        Ok(chunk)
    }
}

/// Without the response, whose own Debug shows the address with its signature.
impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("declared_type", &self.declared_type)
            .field("declared_length", &self.declared_length)
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}
