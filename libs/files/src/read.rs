//! Reads a whole file of the bucket, to memory or to the disk, and deletes files.

use std::path::Path;

use bytes::{Bytes, BytesMut};
use tokio::io::AsyncWriteExt;

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

    /// Writes the file to this machine's disk and returns its length.
    pub async fn download(&self, key: &str, path: &Path) -> Result<u64, Error> {
        let unavailable = |error: std::io::Error| Error::Unavailable(error.to_string());
        let object = self.client.get_object().bucket(&self.bucket).key(key).send().await?;
        let mut body = object.body.into_async_read();
        let mut file = tokio::fs::File::create(path).await.map_err(unavailable)?;
        let length = tokio::io::copy(&mut body, &mut file).await.map_err(unavailable)?;
        file.flush().await.map_err(unavailable)?;
        Ok(length)
    }

    /// Deletes the file. It is no error if there is none.
    pub async fn delete(&self, key: &str) -> Result<(), Error> {
        self.client.delete_object().bucket(&self.bucket).key(key).send().await?;
        Ok(())
    }
}
