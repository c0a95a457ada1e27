//! Reads a file of the bucket from any place in it, chunk by chunk.

use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::operation::get_object::GetObjectError;
use aws_sdk_s3::primitives::ByteStream;
use bytes::Bytes;

use crate::{Error, Files};

/// The bytes of a file from some place on. Dropping it ends the reading.
#[derive(Debug)]
pub struct Part {
    /// The version of the file, which changes with its bytes.
    pub etag: String,
    /// The length of this part in bytes.
    pub length: u64,
    body: ByteStream,
}

impl Files {
    /// Opens the file at its start. Returns `None` if there is no such file.
    pub async fn open(&self, key: &str) -> Result<Option<Part>, Error> {
        let sent = self.client.get_object().bucket(&self.bucket).key(key).send().await;
        match sent {
            Ok(object) => {
                let length = object.content_length.and_then(|length| u64::try_from(length).ok());
                let etag = object.e_tag.unwrap_or_default();
                Ok(Some(Part { etag, length: length.unwrap_or_default(), body: object.body }))
            }
            Err(error) if error.as_service_error().is_some_and(GetObjectError::is_no_such_key) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Opens the same version of the file at byte `from`, which must be before its end. Returns `None` if this
    /// version does not exist any more.
    pub async fn open_at(&self, key: &str, etag: &str, from: u64) -> Result<Option<Part>, Error> {
        let get = self.client.get_object().bucket(&self.bucket).key(key);
        let object = match get.if_match(etag).range(format!("bytes={from}-")).send().await {
            Ok(object) => object,
            Err(error) => {
                return match error.as_service_error().and_then(ProvideErrorMetadata::code) {
                    Some("PreconditionFailed" | "NoSuchKey") => Ok(None),
                    _ => Err(error.into()),
                };
            }
        };
        // Not every server with the API of S3 observes the condition.
        if object.e_tag.as_deref() != Some(etag) {
            return Ok(None);
        }
        let length = object.content_length.and_then(|length| u64::try_from(length).ok());
        Ok(Some(Part { etag: etag.to_owned(), length: length.unwrap_or_default(), body: object.body }))
    }
}

impl Part {
    /// Returns the next chunk, or `None` at the end of the file.
    pub async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        let chunk = self.body.next().await.transpose();
        chunk.map_err(|error| Error::Unavailable(error.to_string()))
    }
}
