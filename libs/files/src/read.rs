//! Reading a file of ours back, whole, and deleting one.

use std::path::Path;

use bytes::{Bytes, BytesMut};
use tokio::io::AsyncWriteExt;

use crate::{Error, Files};

impl Files {
    /// The whole file; `None` where it is larger than `max_bytes`.
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

    /// Writes a file of ours to this machine's disk and returns its length.
    pub async fn download(&self, key: &str, path: &Path) -> Result<u64, Error> {
        let told = |error: std::io::Error| Error::Unavailable(error.to_string());
        let object = self.client.get_object().bucket(&self.bucket).key(key).send().await?;
        let mut body = object.body.into_async_read();
        let mut file = tokio::fs::File::create(path).await.map_err(told)?;
        let length = tokio::io::copy(&mut body, &mut file).await.map_err(told)?;
        file.flush().await.map_err(told)?;
        Ok(length)
    }

    /// What was never there is deleted, too.
    pub async fn delete(&self, key: &str) -> Result<(), Error> {
        self.client.delete_object().bucket(&self.bucket).key(key).send().await?;
        Ok(())
    }
}
