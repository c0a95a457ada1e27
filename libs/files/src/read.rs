//! Reads a whole file of the bucket, to memory or to the disk, and deletes files.

use bytes::{Bytes, BytesMut};

use crate::{Error, Files};

impl Files {
    /// Reads the whole file. Returns `None` if it is larger than `max_bytes`.
    pub async fn read(&self, key: &str, max_bytes: usize) -> Result<Option<Bytes>, Error> {
        let object = self.client.get_object().bucket(&self.bucket).key(key).send().await?;
        let mut body = object.body;
        let mut bytes = BytesMut::new();
        while let Some(chunk) = body.next().await {
            bytes.extend_from_slice(&chunk.map_err(|error| Error::Unavailable(error.to_string()))?);
            if bytes.len() > max_bytes {
                return Ok(None);
            }
        }
        Ok(Some(bytes.freeze()))
    }

    /// Deletes the file. It is no error if there is none.
    pub async fn delete(&self, key: &str) -> Result<(), Error> {
        self.client.delete_object().bucket(&self.bucket).key(key).send().await?;
        Ok(())
    }
}
