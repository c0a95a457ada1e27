//! Opening a result where its vendor handed it over, and what it means where that does not work.

use std::time::Duration;

use bytes::Bytes;
use domain::catalog::Route;
use domain::{ErrorClass, ErrorCode, Kind};
use futures::{StreamExt, TryStreamExt, stream};
use vendors::Output;

use crate::Engine;
use crate::save_result::NotSaved;
use crate::until::Chunks;

/// The largest result of a kind that is accepted. The longest result, five minutes of an avatar, has 300 MB at 8 Mbit/s.
const fn largest(kind: Kind) -> u64 {
    const MIB: u64 = 1024 * 1024;
    match kind {
        Kind::Image | Kind::Tts => 64 * MIB,
        Kind::Video | Kind::Avatar | Kind::Composite => 512 * MIB,
    }
}

impl Engine {
    pub(crate) async fn open_result(
        &self,
        kind: Kind,
        route: &Route,
        output: Output,
        limit: Duration,
    ) -> Result<Chunks, NotSaved> {
        match output {
            Output::Bytes(bytes) => Ok(stream::iter([Ok(bytes)]).boxed()),
            Output::Link(link) => {
                let limits = fetch::Limits { max_bytes: largest(kind), total: limit, promptness: None };
                let opened = self.fetcher.open_link(&link, limits).await;
                let download = opened.map_err(|error| not_fetched(&error))?;
                Ok(download.stream().map_err(|error| not_fetched(&error)).boxed())
            }
            Output::KeyedLink(url) => {
                let opened = self.vendors.open(route, &url, largest(kind)).await;
                let download = opened.map_err(|error| not_read(&error))?;
                let chunks = stream::try_unfold(download, async |mut download| {
                    Ok(download.chunk().await?.map(|chunk| (chunk, download)))
                });
                Ok(chunks.map_err(|error| not_read(&error)).boxed())
            }
        }
    }
}

/// The first bytes, enough to tell what they are the beginning of.
pub(crate) async fn head(chunks: &mut Chunks) -> Result<Bytes, NotSaved> {
    let mut head = bytes::BytesMut::new();
    while head.len() < media::OPENING_BYTES {
        match chunks.try_next().await? {
            Some(chunk) => head.extend_from_slice(&chunk),
            None => break,
        }
    }
    Ok(head.freeze())
}

pub(crate) async fn whole(mut chunks: Chunks) -> Result<Bytes, NotSaved> {
    let mut bytes = bytes::BytesMut::new();
    while let Some(chunk) = chunks.try_next().await? {
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

/// A link that is refused or endless stays so; one that is stale is minted anew by the next look, and a host in
/// trouble may recover.
fn not_fetched(error: &fetch::Error) -> NotSaved {
    if matches!(error, fetch::Error::Status(401 | 403 | 404 | 410)) {
        return NotSaved::Stale(error.to_string());
    }
    match error.class() {
        ErrorClass::TryAgain => NotSaved::Yet(error.to_string()),
        ErrorClass::CallersFault => NotSaved::For(ErrorCode::ProviderFailed, error.to_string()),
        ErrorClass::OurBug => NotSaved::For(ErrorCode::Internal, error.to_string()),
    }
}

/// The same for a result behind a vendor's key.
fn not_read(error: &vendors::OpenError) -> NotSaved {
    match error {
        vendors::OpenError::Unusable(_) => NotSaved::For(ErrorCode::ProviderFailed, error.to_string()),
        vendors::OpenError::Call(_) => NotSaved::Yet(error.to_string()),
    }
}
