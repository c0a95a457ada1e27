//! Downloads a result that only the holder of a vendor's key may fetch, up to a largest size.

use std::time::Duration;

use bytes::Bytes;
use reqwest::{RequestBuilder, Response};

use crate::http::{chain, sent, without_url};
use crate::unpack::Unpacking;
use crate::{CallError, OpenError};

/// The longest that a download may take. The engine's own limit is tighter.
const TOTAL: Duration = Duration::from_mins(2);

/// An open download. Reading fails once it exceeds the `max_bytes` that it was opened with.
#[derive(Debug)]
pub struct Download {
    response: Response,
    unpacking: Unpacking,
    /// How many bytes may still come, unpacked.
    left: u64,
}

impl Download {
    /// The next chunk; `None` at the end. It may be empty.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, OpenError> {
        let torn = |error| OpenError::Unusable(format!("it cannot be unpacked: {error}"));
        loop {
            if let Some(chunk) = self.unpacking.piece().map_err(torn)? {
                let left = self.left.checked_sub(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
                self.left = left.ok_or_else(too_large)?;
                return Ok(Some(chunk));
            }
            let packed =
                self.response.chunk().await.map_err(|error| CallError(chain(&without_url(error))))?;
            let Some(packed) = packed else {
                // Perhaps not all of it came.
                let ended = self.unpacking.finish();
                ended.map_err(|error| CallError(format!("it ends too soon: {error}")))?;
                return Ok(None);
            };
            self.unpacking.feed(packed);
        }
    }
}

pub(crate) async fn open(request: RequestBuilder, max_bytes: u64) -> Result<Download, OpenError> {
    let response = sent(request.timeout(TOTAL)).await.map_err(CallError::from)?;
    let status = response.status();
    if status.is_redirection() {
        return Err(OpenError::Unusable(format!(
            "HTTP {}: the key must not go to another host",
            status.as_u16()
        )));
    }
    if !status.is_success() {
        return Err(CallError(format!("HTTP {}", status.as_u16())).into());
    }
    if response.content_length().is_some_and(|length| length > max_bytes) {
        return Err(too_large());
    }
    Ok(Download { response, unpacking: Unpacking::default(), left: max_bytes })
}

fn too_large() -> OpenError {
    OpenError::Unusable("it is larger than any result of its kind".to_owned())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    async fn read(bytes: impl Into<Bytes>, max_bytes: u64) -> Result<usize, OpenError> {
        let response = Response::from(http::Response::new(bytes.into()));
        let mut download = Download { response, unpacking: Unpacking::default(), left: max_bytes };
        let mut length = 0;
        while let Some(chunk) = download.chunk().await? {
            length += chunk.len();
        }
        Ok(length)
    }

    #[tokio::test]
    async fn a_result_of_exactly_the_limit_is_read_and_a_larger_one_is_unusable() {
        assert_eq!(read(&b"four"[..], 4).await, Ok(4));
        assert_eq!(read(&b"four"[..], 3).await, Err(too_large()));
    }

    #[tokio::test]
    async fn a_bomb_is_refused_at_the_limit_and_a_torn_file_may_come_whole() {
        const LIMIT: u64 = 1024 * 1024;
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&vec![0; 64 * 1024 * 1024]).unwrap();
        let bomb = Bytes::from(encoder.finish().unwrap());
        assert_eq!(read(bomb.clone(), 64 * LIMIT).await, Ok(64 * 1024 * 1024));
        assert_eq!(read(bomb.clone(), LIMIT).await, Err(too_large()));
        let torn = bomb.slice(..bomb.len() - 10);
        assert!(matches!(read(torn, 64 * LIMIT).await, Err(OpenError::Call(_))));
    }
}
