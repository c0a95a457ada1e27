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
    /// What is expected of a host that a user has named. `None`: its whole time is its own.
    pub promptness: Option<Promptness>,
}

/// How soon a host has to answer, and how fast it has to send. The time in which nobody reads does not count.
#[derive(Debug, Clone, Copy)]
pub struct Promptness {
    /// From the call of `open` to the headers of the file, with all redirects. An address that cannot be used is told
    /// then and not sooner, so that the time tells nothing of what is behind it.
    pub first_byte: Duration,
    /// In each of these, so many bytes come at least.
    pub window: Duration,
    pub least_bytes: u64,
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
    /// The time that was spent waiting in this window, and what came in it.
    waited: Duration,
    came: u64,
}

impl Download {
    pub(crate) fn new(response: Response, limits: Limits, deadline: Instant) -> Result<Self, Error> {
        let declared_length = response.content_length();
        if declared_length.is_some_and(|length| length > limits.max_bytes) {
            return Err(Error::TooLarge { limit: limits.max_bytes });
        }
        let declared_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let declared_type = declared_type.map(str::to_owned);
        Ok(Self {
            declared_type,
            declared_length,
            response,
            limits,
            deadline,
            received: 0,
            waited: Duration::ZERO,
            came: 0,
        })
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
        loop {
            let asked = Instant::now();
            // The timeout below lets a chunk pass that is ready already, so a slow reader would never reach it.
            if asked >= self.deadline {
                return Err(Error::TooSlow(self.limits.total));
            }
            let waited = timeout_at(self.window_end(asked), self.response.chunk()).await;
            let Ok(chunk) = waited else {
                self.count(asked.elapsed(), 0)?;
                continue;
            };
            let Some(chunk) = chunk.map_err(|error| Error::BrokeOff(reason(error)))? else { return Ok(None) };
            let length = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
            self.received = self.received.saturating_add(length);
            if self.received > self.limits.max_bytes {
                return Err(Error::TooLarge { limit: self.limits.max_bytes });
            }
            self.count(asked.elapsed(), length)?;
            return Ok(Some(chunk));
        }
    }

    /// When what came is judged if nothing more comes.
    fn window_end(&self, now: Instant) -> Instant {
        let end = self.limits.promptness.map(|it| now + it.window.saturating_sub(self.waited));
        end.map_or(self.deadline, |end| end.min(self.deadline))
    }

    /// Counts what came while it was waited for. At the end of a window that has to be enough, and the next one begins.
    fn count(&mut self, waited: Duration, came: u64) -> Result<(), Error> {
        let Some(Promptness { window, least_bytes, .. }) = self.limits.promptness else { return Ok(()) };
        self.waited += waited;
        self.came = self.came.saturating_add(came);
        if self.waited < window {
            return Ok(());
        }
        if self.came < least_bytes {
            return Err(Error::Drips { least_bytes, window });
        }
        (self.waited, self.came) = (Duration::ZERO, 0);
        Ok(())
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
