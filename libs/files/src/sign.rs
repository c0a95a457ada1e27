//! Links with which anybody may read or write one file for a while. Signing makes no call.

use std::time::Duration;

use aws_sdk_s3::presigning::PresigningConfig;
use domain::Timestamp;

use crate::{Error, Files};

const VALID_SECONDS: u32 = 15 * 60;
const VENDOR_VALID_SECONDS: u32 = 60 * 60;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedLink {
    pub url: String,
    pub expires_at: Timestamp,
}

/// A link that accepts only a file of the length and type that it was made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedUpload {
    pub url: String,
    /// These are signed too: S3 refuses a request with other values.
    pub headers: Vec<(String, String)>,
    pub expires_at: Timestamp,
}

impl Files {
    /// A link to upload `bytes` bytes of the type `mime` to `key` within the next `seconds`.
    pub async fn upload_link(
        &self,
        key: &str,
        (mime, bytes): (&str, u64),
        now: Timestamp,
        seconds: u32,
    ) -> Result<SignedUpload, Error> {
        let unavailable = |error: &dyn std::fmt::Display| Error::Unavailable(error.to_string());
        let validity = PresigningConfig::expires_in(Duration::from_secs(seconds.into()))
            .map_err(|error| unavailable(&error))?;
        let length = i64::try_from(bytes).map_err(|error| unavailable(&error))?;
        let put = self.client.put_object().bucket(&self.bucket).key(key);
        let request = put.content_type(mime).content_length(length).presigned(validity).await?;
        let headers = request.headers().map(|(name, value)| (name.to_owned(), value.to_owned()));
        let expires_at = now.plus_seconds(seconds.into());
        Ok(SignedUpload { url: request.uri().to_owned(), headers: headers.collect(), expires_at })
    }

    /// A link to read `key` for the next 15 minutes.
    pub async fn link(&self, key: &str, now: Timestamp) -> Result<SignedLink, Error> {
        self.signed(key, now, VALID_SECONDS).await
    }

    /// A link for a vendor, which may come back late: it is valid for an hour.
    pub async fn vendor_link(&self, key: &str, now: Timestamp) -> Result<SignedLink, Error> {
        self.signed(key, now, VENDOR_VALID_SECONDS).await
    }

    async fn signed(&self, key: &str, now: Timestamp, seconds: u32) -> Result<SignedLink, Error> {
        let validity = PresigningConfig::expires_in(Duration::from_secs(seconds.into()))
            .map_err(|error| Error::Unavailable(error.to_string()))?;
        let request = self.client.get_object().bucket(&self.bucket).key(key).presigned(validity).await?;
        let expires_at = now.plus_seconds(seconds.into());
        Ok(SignedLink { url: request.uri().to_owned(), expires_at })
    }
}
