//! Copying a file of ours within the bucket.

use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::types::MetadataDirective;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{Error, Files};

impl Files {
    /// Copies the bytes of `from` if they still have this `etag`, and returns `false` if they do not. No metadata
    /// that their sender has set is kept. S3 copies at most 5 GB.
    pub async fn copy(&self, (from, etag): (&str, &str), (to, mime): (&str, &str)) -> Result<bool, Error> {
        let copy = self.client.copy_object().bucket(&self.bucket).key(to).content_type(mime);
        let copy = copy.metadata_directive(MetadataDirective::Replace);
        // The key contains a team id, which may be any text that the identity provider uses.
        let source = format!("{}/{}", self.bucket, escaped(from));
        match copy.copy_source(source).copy_source_if_match(etag).send().await {
            Ok(_) => Ok(true),
            Err(error) => match error.as_service_error().and_then(ProvideErrorMetadata::code) {
                Some("PreconditionFailed" | "NoSuchKey") => Ok(false),
                _ => Err(error.into()),
            },
        }
    }
}

/// A key as S3 expects it in a header: everything but unreserved characters and slashes is percent-encoded.
fn escaped(key: &str) -> String {
    const RESERVED: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');
    utf8_percent_encode(key, RESERVED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_in_a_header_is_plain_ascii() {
        assert_eq!(escaped("files/a-b_c.d~/1.png"), "files/a-b_c.d~/1.png");
        assert_eq!(escaped("é +/%"), "%C3%A9%20%2B/%25");
    }
}
