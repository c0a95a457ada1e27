//! Reading a file of ours back, whole, and deleting one.

use bytes::{Bytes, BytesMut};

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

    /// What was never there is deleted, too.
    pub async fn delete(&self, key: &str) -> Result<(), Error> {
        self.client.delete_object().bucket(&self.bucket).key(key).send().await?;
        Ok(())
    }
}
