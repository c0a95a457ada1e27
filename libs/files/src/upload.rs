//! Uploads a stream to the bucket: with one `PutObject` if it is small, else in parts. It takes the memory of two
//! parts, however long the stream is.

use std::path::Path;

use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{CompletedMultipartUpload, CompletedPart};
use bytes::{Bytes, BytesMut};
use futures::{Stream, StreamExt};
use tokio::io::AsyncReadExt;

use crate::{Error, Files};

/// The size of a part, which is above S3's minimum of 5 MiB.
const PART_BYTES: usize = 8 * 1024 * 1024;
/// How much of a file on disk is read at a time.
const READ_BYTES: usize = 256 * 1024;

impl Files {
    /// Stores `stream` under `key` and returns its length. If the stream breaks off, nothing stays in the bucket.
    pub async fn save<S>(
        &self,
        key: &str,
        mime: &str,
        stream: impl Stream<Item = Result<Bytes, S>>,
    ) -> Result<u64, Error<S>> {
        let mut parts = Parts { stream: std::pin::pin!(stream), rest: BytesMut::new(), ended: false };
        let first = parts.next().await.map_err(Error::Source)?.unwrap_or_default();
        if parts.ended {
            let length = length(&first);
            let put = self.client.put_object().bucket(&self.bucket).key(key).content_type(mime);
            put.body(ByteStream::from(first)).send().await?;
            return Ok(length);
        }
        self.save_in_parts(key, mime, first, parts).await
    }

    /// Stores a file of this machine's disk.
    pub async fn upload(&self, key: &str, mime: &str, path: &Path) -> Result<u64, Error> {
        let unavailable = |error: std::io::Error| Error::Unavailable(error.to_string());
        let file = tokio::fs::File::open(path).await.map_err(unavailable)?;
        let chunks = futures::stream::try_unfold(file, async |mut file| {
            let mut chunk = BytesMut::with_capacity(READ_BYTES);
            let read = file.read_buf(&mut chunk).await?;
            Ok((read > 0).then(|| (chunk.freeze(), file)))
        });
        self.save(key, mime, chunks).await.map_err(|error| match error {
            Error::Source(source) => unavailable(source),
            Error::Unavailable(why) => Error::Unavailable(why),
        })
    }

    async fn save_in_parts<S, T>(
        &self,
        key: &str,
        mime: &str,
        first: Bytes,
        parts: Parts<T>,
    ) -> Result<u64, Error<S>>
    where
        T: Stream<Item = Result<Bytes, S>> + Unpin,
    {
        let create = self.client.create_multipart_upload().bucket(&self.bucket).key(key).content_type(mime);
        let upload_id = create.send().await?.upload_id.unwrap_or_default();
        let sent = self.send_all(key, &upload_id, first, parts).await;
        if sent.is_err() {
            let abort = self.client.abort_multipart_upload().bucket(&self.bucket).key(key);
            if let Err(error) = abort.upload_id(&upload_id).send().await {
                // The bucket's lifecycle rule removes it after a day.
                tracing::warn!(%error, "an unfinished upload could not be aborted");
            }
        }
        sent
    }

    async fn send_all<S, T>(
        &self,
        key: &str,
        upload_id: &str,
        first: Bytes,
        parts: Parts<T>,
    ) -> Result<u64, Error<S>>
    where
        T: Stream<Item = Result<Bytes, S>> + Unpin,
    {
        let (uploaded, length) = self.send_parts(key, upload_id, first, parts).await?;
        let complete = self.client.complete_multipart_upload().bucket(&self.bucket).key(key);
        let whole = CompletedMultipartUpload::builder().set_parts(Some(uploaded)).build();
        complete.upload_id(upload_id).multipart_upload(whole).send().await?;
        Ok(length)
    }

    async fn send_parts<S, T>(
        &self,
        key: &str,
        upload_id: &str,
        first: Bytes,
        mut parts: Parts<T>,
    ) -> Result<(Vec<CompletedPart>, u64), Error<S>>
    where
        T: Stream<Item = Result<Bytes, S>> + Unpin,
    {
        let mut uploaded = Vec::new();
        let mut total = 0;
        let mut next = Some(first);
        let mut part_number = 1;
        while let Some(part) = next {
            total += length(&part);
            let put = self.client.upload_part().bucket(&self.bucket).key(key).upload_id(upload_id);
            let answer = put.part_number(part_number).body(ByteStream::from(part)).send().await?;
            uploaded.push(CompletedPart::builder().part_number(part_number).set_e_tag(answer.e_tag).build());
            part_number += 1;
            next = parts.next().await.map_err(Error::Source)?;
        }
        Ok((uploaded, total))
    }
}

/// Cuts a stream into pieces of [`PART_BYTES`], the last one shorter.
struct Parts<T> {
    stream: T,
    rest: BytesMut,
    ended: bool,
}

impl<T, S> Parts<T>
where
    T: Stream<Item = Result<Bytes, S>> + Unpin,
{
    /// Returns the next piece, or `None` after the last one. `ended` is set together with the last piece.
    async fn next(&mut self) -> Result<Option<Bytes>, S> {
        while !self.ended && self.rest.len() <= PART_BYTES {
            match self.stream.next().await {
                Some(chunk) => self.rest.extend_from_slice(&chunk?),
                None => self.ended = true,
            }
        }
        let length = self.rest.len().min(PART_BYTES);
        let piece = self.rest.split_to(length).freeze();
        Ok((!piece.is_empty()).then_some(piece))
    }
}

fn length(bytes: &Bytes) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    async fn cut(chunks: Vec<usize>) -> Vec<usize> {
        let chunks = chunks.into_iter().map(|length| Ok::<_, Infallible>(Bytes::from(vec![7; length])));
        let mut parts = Parts { stream: futures::stream::iter(chunks), rest: BytesMut::new(), ended: false };
        let mut lengths = Vec::new();
        while let Some(part) = parts.next().await.unwrap() {
            lengths.push(part.len());
        }
        lengths
    }

    #[tokio::test]
    async fn a_stream_is_cut_into_even_parts_and_a_rest() {
        assert_eq!(cut(vec![]).await, [0_usize; 0]);
        assert_eq!(cut(vec![10, 20]).await, [30]);
        assert_eq!(cut(vec![PART_BYTES]).await, [PART_BYTES]);
        assert_eq!(cut(vec![PART_BYTES + 1]).await, [PART_BYTES, 1]);
        assert_eq!(cut(vec![3 * 1024 * 1024; 7]).await, [PART_BYTES, PART_BYTES, 5 * 1024 * 1024]);
    }

    #[tokio::test]
    async fn the_last_part_is_known_as_the_last() {
        let chunks = vec![Ok::<_, Infallible>(Bytes::from(vec![1; PART_BYTES]))];
        let mut parts = Parts { stream: futures::stream::iter(chunks), rest: BytesMut::new(), ended: false };
        assert_eq!(parts.next().await.unwrap().unwrap().len(), PART_BYTES);
        assert!(parts.ended, "so that a file of exactly one part needs one call");
    }
}
