//! Getting the pictures and sounds a request names: by URL, as a data URI, or as base64.

use std::time::Duration;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bytes::{Bytes, BytesMut};
use reqwest::Client;
use url::Url;

use super::Workshop;

/// With padding and without.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
const LIMIT: Duration = Duration::from_secs(20);

/// Always the client's fault, in the vendor's own words.
#[derive(Debug, thiserror::Error)]
pub(crate) enum InputError {
    #[error("it is neither an http(s) URL nor a data URI")]
    NotAUrl,
    #[error("it is not valid base64")]
    NotBase64,
    #[error("it could not be downloaded: {0}")]
    Unreachable(String),
    #[error("it could not be downloaded: HTTP status {0}")]
    Status(u16),
    #[error("it is larger than {most} bytes")]
    TooLarge { most: usize },
}

impl Workshop {
    /// What is behind an `http(s)://` URL or in a `data:` URI.
    pub(crate) async fn input(&self, source: &str, most: usize) -> Result<Bytes, InputError> {
        let bytes = match source.strip_prefix("data:") {
            Some(rest) => data(rest)?,
            None => self.fetch(source, most).await?,
        };
        if bytes.len() > most { Err(InputError::TooLarge { most }) } else { Ok(bytes) }
    }

    async fn fetch(&self, url: &str, most: usize) -> Result<Bytes, InputError> {
        let url = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let url = url.ok_or(InputError::NotAUrl)?;
        let unreachable = |error: reqwest::Error| InputError::Unreachable(error.without_url().to_string());
        let mut response = self.client.get(url).send().await.map_err(unreachable)?;
        if !response.status().is_success() {
            return Err(InputError::Status(response.status().as_u16()));
        }
        let mut bytes = BytesMut::new();
        while let Some(piece) = response.chunk().await.map_err(unreachable)? {
            bytes.extend_from_slice(&piece);
            if bytes.len() > most {
                return Err(InputError::TooLarge { most });
            }
        }
        Ok(bytes.freeze())
    }
}

/// Base64 without `data:` in front.
pub(crate) fn base64_input(text: &str) -> Result<Bytes, InputError> {
    BASE64.decode(text.trim()).map(Bytes::from).map_err(|_| InputError::NotBase64)
}

/// What follows `data:`.
fn data(rest: &str) -> Result<Bytes, InputError> {
    let (head, text) = rest.split_once(',').ok_or(InputError::NotAUrl)?;
    if !head.ends_with(";base64") {
        return Err(InputError::NotBase64);
    }
    base64_input(text)
}

#[expect(clippy::disallowed_methods, reason = "plays a vendor that fetches what its client names")]
pub(super) fn client() -> reqwest::Result<Client> {
    // Fails if the process has one already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().no_proxy().connect_timeout(Duration::from_secs(3)).timeout(LIMIT).build()
}
