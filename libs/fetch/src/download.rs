//! Reads a body under two limits, bytes and total time. This file does not know where the body comes from.

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

/// The limits of one download.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The largest body in bytes, as it is sent. Nothing is ever decompressed.
    pub max_bytes: u64,
    /// The time from the call of `open` to the last byte of the body; at most 15 minutes.
    pub total: Duration,
}

/// An answer of which the headers have been read, and the body has not.
pub struct Download {
    /// `content-type` as the server has sent it. This is only a claim: look at the bytes.
    pub declared_type: Option<String>,
    /// `content-length` in bytes, which has been checked against the limit.
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

    /// Reads the whole body into memory.
    pub async fn bytes(mut self) -> Result<Bytes, Error> {
        let mut body = BytesMut::new();
        while let Some(chunk) = self.chunk().await? {
            body.extend_from_slice(&chunk);
        }
        Ok(body.freeze())
    }

    /// The body as it arrives. The stream ends after the first error.
    pub fn stream(self) -> impl Stream<Item = Result<Bytes, Error>> + Send + 'static {
        try_unfold(self, |mut download| async move {
            let chunk = download.chunk().await?;
            Ok(chunk.map(|chunk| (chunk, download)))
        })
    }

    async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let too_slow = || Error::TooSlow(self.limits.total);
        // The timeout below lets a chunk pass that is ready already, so a slow reader would never reach it.
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

/// Leaves the response out, because its own Debug shows the address with its signature.
impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("declared_type", &self.declared_type)
            .field("declared_length", &self.declared_length)
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}
