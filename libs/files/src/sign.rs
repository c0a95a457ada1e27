//! Links with which anybody may read or write one file for a while. Signing makes no call.

use std::time::Duration;

use aws_sdk_s3::presigning::PresigningConfig;
use domain::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

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

    /// A link to read `key` for the next 15 minutes. Whoever saves the file gets it under `name`.
    pub async fn link(&self, key: &str, name: &str, now: Timestamp) -> Result<SignedLink, Error> {
        self.signed(key, Some(disposition(name)), now, VALID_SECONDS).await
    }

    /// A link for a vendor, which may come back late: it is valid for an hour.
    pub async fn vendor_link(&self, key: &str, now: Timestamp) -> Result<SignedLink, Error> {
        self.signed(key, None, now, VENDOR_VALID_SECONDS).await
    }

    async fn signed(
        &self,
        key: &str,
        disposition: Option<String>,
        now: Timestamp,
        seconds: u32,
    ) -> Result<SignedLink, Error> {
        let validity = PresigningConfig::expires_in(Duration::from_secs(seconds.into()))
            .map_err(|error| Error::Unavailable(error.to_string()))?;
        let get = self.client.get_object().bucket(&self.bucket).key(key);
        let request = get.set_response_content_disposition(disposition).presigned(validity).await?;
        let expires_at = now.plus_seconds(seconds.into());
        Ok(SignedLink { url: request.uri().to_owned(), expires_at })
    }
}

/// What RFC 8187 lets stand as it is in an extended value.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// `Content-Disposition` by RFC 6266: the name as it is, and for old readers in ASCII. `inline`: a browser shows what it can
/// show.
fn disposition(name: &str) -> String {
    let is_plain = |c: char| (c.is_ascii_graphic() || c == ' ') && !matches!(c, '"' | '\\' | '%' | '/');
    let ascii: String = name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    format!("inline; filename=\"{ascii}\"; filename*=UTF-8''{}", utf8_percent_encode(name, PLAIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_as_it_is_and_in_ascii() {
        for (name, expected) in [
            ("shop.png", r#"inline; filename="shop.png"; filename*=UTF-8''shop.png"#),
            ("my shop.png", r#"inline; filename="my shop.png"; filename*=UTF-8''my%20shop.png"#),
            (r#"a"b\c.png"#, r#"inline; filename="a_b_c.png"; filename*=UTF-8''a%22b%5Cc.png"#),
            ("Grüße.mp4", r#"inline; filename="Gr__e.mp4"; filename*=UTF-8''Gr%C3%BC%C3%9Fe.mp4"#),
            ("🚲.png", r#"inline; filename="_.png"; filename*=UTF-8''%F0%9F%9A%B2.png"#),
            ("50%\r\nx: y", r#"inline; filename="50___x: y"; filename*=UTF-8''50%25%0D%0Ax%3A%20y"#),
        ] {
            assert_eq!(disposition(name), expected);
        }
    }
}
